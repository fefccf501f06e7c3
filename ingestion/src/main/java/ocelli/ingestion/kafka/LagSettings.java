package ocelli.ingestion.kafka;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;

/**
 * When the door closes because images would wait too long.
 *
 * @param groups consumer groups of ingest-1 to watch; one that never committed is passed over
 * @param pause between two looks
 * @param serviceLevel the longest that a new image may be predicted to wait
 */
public record LagSettings(List<String> groups, Duration pause, Duration serviceLevel) {
  public LagSettings {
    groups = List.copyOf(groups);
    if (serviceLevel.isNegative() || serviceLevel.isZero()) {
      throw new IllegalArgumentException(
          "lag.service-level: longer than nothing, not " + serviceLevel);
    }
  }

  /** Reads {@code ocelli.ingestion.lag}. */
  public static LagSettings from(Config config) {
    return new LagSettings(
        config.getStringList("groups"),
        config.getDuration("pause"),
        config.getDuration("service-level"));
  }
}
