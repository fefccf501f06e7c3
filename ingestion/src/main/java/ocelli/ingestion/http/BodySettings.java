package ocelli.ingestion.http;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How patiently a body is read.
 *
 * @param timeout for one image as a whole
 * @param grace before the pace is judged
 * @param minBytesPerSecond the slowest pace, over the time that we wait for the client
 */
public record BodySettings(Duration timeout, Duration grace, int minBytesPerSecond) {
  public BodySettings {
    if (minBytesPerSecond < 1) {
      throw new IllegalArgumentException(
          "body.min-rate: at least 1 byte a second, not " + minBytesPerSecond);
    }
  }

  /** Reads {@code ocelli.ingestion.body}. */
  public static BodySettings from(Config config) {
    return new BodySettings(
        config.getDuration("timeout"),
        config.getDuration("grace"),
        Math.toIntExact(config.getBytes("min-rate")));
  }
}
