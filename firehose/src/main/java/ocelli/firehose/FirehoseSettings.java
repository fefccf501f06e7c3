package ocelli.firehose;

import com.typesafe.config.Config;
import java.time.Duration;
import ocelli.runtime.jdbc.DatabaseSettings;

/**
 * The firehose's settings.
 *
 * @param database its own journal
 * @param heartbeat the longest silence of a held connection, at most 20 s
 * @param partitionSpan log time in one partition of the journal, whole seconds
 * @param retention how long a message is kept, in log time
 * @param pageRows the most rows of a page, at least 1
 * @param pageBytes after which a page ends, at least 1
 * @param tailBytes what a hub remembers of one client
 * @param batchBytes what gathers of one partition while the journal is busy
 * @param pollInterval how often a partition is asked for
 * @param quarantineBytes the producer's memory for what is turned away
 */
public record FirehoseSettings(
    DatabaseSettings database,
    Duration heartbeat,
    Duration partitionSpan,
    Duration retention,
    int pageRows,
    int pageBytes,
    int tailBytes,
    long batchBytes,
    Duration pollInterval,
    long quarantineBytes) {
  private static final Duration LONGEST_SILENCE =
      Duration.ofSeconds(20); // INTERFACE, A delivered message

  public FirehoseSettings {
    require(
        !heartbeat.isNegative() && !heartbeat.isZero() && heartbeat.compareTo(LONGEST_SILENCE) <= 0,
        "heartbeat: above 0 and at most 20 s");
    require(
        partitionSpan.toSeconds() >= 1 && partitionSpan.toNanosPart() == 0,
        "partition-span: whole seconds");
    require(retention.compareTo(partitionSpan) >= 0, "retention: at least one partition-span");
    require(pageRows >= 1, "page-rows: at least 1");
    require(pageBytes >= 1, "page-bytes: at least 1");
    require(tailBytes >= 0, "tail-bytes: at least 0");
    require(batchBytes >= 1, "batch-bytes: at least 1");
  }

  /** Reads the settings under {@code ocelli.firehose}. */
  public static FirehoseSettings from(Config config) {
    return new FirehoseSettings(
        DatabaseSettings.from(config.getConfig("database")),
        config.getDuration("heartbeat"),
        config.getDuration("partition-span"),
        config.getDuration("retention"),
        config.getInt("page-rows"),
        config.getBytes("page-bytes").intValue(),
        config.getBytes("tail-bytes").intValue(),
        config.getBytes("batch-bytes"),
        config.getDuration("poll-interval"),
        config.getBytes("quarantine-bytes"));
  }

  private static void require(boolean right, String rule) {
    if (!right) {
      throw new IllegalArgumentException("ocelli.firehose." + rule);
    }
  }
}
