package ocelli.ledger;

import akka.kafka.CommitterSettings;
import com.typesafe.config.Config;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import ocelli.ledger.kafka.LedgerStream;
import ocelli.runtime.jdbc.DatabaseSettings;

/**
 * The settings of the ledger.
 *
 * @param database its own
 * @param within how long an image may lack an answer
 * @param summaryWithin how long an image may lack the summary of its transaction, at least {@code
 *     within}
 * @param kept how long a complete image is remembered, longer than {@code summaryWithin}
 * @param look the time between two looks
 * @param named how many unaccounted images are named at once
 * @param push where push answers, where that is not told later
 * @param firehoseGroup under which the firehose reports its positions
 * @param batches of records that are noted together
 * @param committer of positions
 */
public record LedgerSettings(
    DatabaseSettings database,
    Duration within,
    Duration summaryWithin,
    Duration kept,
    Duration look,
    int named,
    Optional<URI> push,
    String firehoseGroup,
    LedgerStream.Batches batches,
    CommitterSettings committer) {
  public LedgerSettings {
    require(within.toMillis() >= 1, "within: above 0");
    require(summaryWithin.compareTo(within) >= 0, "summary-within: at least within");
    require(kept.compareTo(summaryWithin) > 0, "kept: longer than summary-within");
    require(look.toMillis() >= 1, "look: above 0");
    require(named >= 1, "named: at least 1");
    require(batches.records() >= 1, "batch: at least 1");
    require(batches.patience().toMillis() >= 1, "batch-wait: above 0");
  }

  /** Reads the settings under {@code ocelli.ledger}. */
  public static LedgerSettings from(Config config) {
    return new LedgerSettings(
        DatabaseSettings.from(config.getConfig("database")),
        config.getDuration("within"),
        config.getDuration("summary-within"),
        config.getDuration("kept"),
        config.getDuration("look"),
        config.getInt("named"),
        address(config.getString("push")),
        config.getString("firehose-group"),
        new LedgerStream.Batches(config.getInt("batch"), config.getDuration("batch-wait")),
        CommitterSettings.create(config.getConfig("committer")));
  }

  private static Optional<URI> address(String text) {
    require(
        text.isEmpty() || text.matches("https?://[^/]+"), "push: http://host:port, not " + text);
    return Optional.of(text).filter(given -> !given.isEmpty()).map(URI::create);
  }

  private static void require(boolean right, String rule) {
    if (!right) {
      throw new IllegalArgumentException("ocelli.ledger." + rule);
    }
  }
}
