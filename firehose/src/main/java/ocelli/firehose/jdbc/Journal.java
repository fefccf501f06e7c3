package ocelli.firehose.jdbc;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.runtime.jdbc.Database;

/**
 * The firehose's own journal.
 *
 * @param writer its write side
 * @param reader its read side
 * @param database where it is
 */
public record Journal(JournalWriter writer, JournalReader reader, Database database)
    implements AutoCloseable {

  /**
   * Brings the tables up to date. Blocking: for start-up.
   *
   * @param span of one partition by log time
   * @param retention how long a message is kept, in log time
   * @param pageRows the most rows of a page
   * @param pageBytes after which a page ends
   */
  public static Journal open(
      Database database, Duration span, Duration retention, int pageRows, int pageBytes) {
    database.migrate("db/firehose", "firehose");
    return new Journal(
        new JournalWriter(database, new TimePartitions(database, span, retention)),
        new JournalReader(database, pageRows, pageBytes),
        database);
  }

  /** A health check. */
  public CompletionStage<Optional<String>> check() {
    return database.check();
  }

  @Override
  public void close() {
    database.close();
  }
}
