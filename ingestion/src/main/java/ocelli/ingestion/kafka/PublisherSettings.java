package ocelli.ingestion.kafka;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How images are published.
 *
 * @param bufferBytes the producer's buffer: larger than what the budget lets in, so that it never
 *     fills
 * @param connections to the broker, each with a producer of its own
 * @param batchBytes of one partition that travel, and are flushed, together
 * @param maxBlock the longest that a send may hold its own thread
 * @param requestTimeout after which one attempt counts as lost
 * @param deliveryTimeout after which a record is given up
 * @param probePause between two probes of the broker
 * @param probePatience of one probe
 */
public record PublisherSettings(
    long bufferBytes,
    int connections,
    int batchBytes,
    Duration maxBlock,
    Duration requestTimeout,
    Duration deliveryTimeout,
    Duration probePause,
    Duration probePatience) {
  public PublisherSettings {
    if (connections < 1) {
      throw new IllegalArgumentException("publisher.connections: at least 1, not " + connections);
    }
    if (deliveryTimeout.compareTo(requestTimeout.plusMillis(100)) < 0) {
      throw new IllegalArgumentException(
          "publisher.delivery-timeout: 100 ms more than request-timeout, not " + deliveryTimeout);
    }
  }

  /** Reads {@code ocelli.ingestion.publisher}. */
  public static PublisherSettings from(Config config) {
    return new PublisherSettings(
        config.getBytes("buffer"),
        config.getInt("connections"),
        Math.toIntExact(config.getBytes("batch")),
        config.getDuration("max-block"),
        config.getDuration("request-timeout"),
        config.getDuration("delivery-timeout"),
        config.getDuration("probe-pause"),
        config.getDuration("probe-patience"));
  }
}
