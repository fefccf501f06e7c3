package ocelli.jobs.http;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The bounds of an upload.
 *
 * @param maxBytes of a file
 * @param time for all of it
 */
public record UploadSettings(long maxBytes, Duration time) {
  /** Reads {@code max-bytes} and {@code time}. */
  public static UploadSettings from(Config config) {
    return new UploadSettings(config.getBytes("max-bytes"), config.getDuration("time"));
  }
}
