package ocelli.trials.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What others do to the database that services share: they take it, or are slow in it. */
final class DatabaseStories {
  private static final List<String> JOURNALS = List.of("push", "summaries", "firehose", "authz");

  /** Where each of the services writes for every image, as database and table. */
  private static final List<List<String>> HOT =
      List.of(
          List.of("push", "event_journal"),
          List.of("summaries", "event_journal"),
          List.of("firehose", "message"));

  private DatabaseStories() {}

  static List<Story> all() {
    return List.of(
        Story.of("pool-exhausted", Form.PROCESSES, DatabaseStories::exhausted),
        Story.of("slow-database", Form.PROCESSES, DatabaseStories::slow));
  }

  /** Another takes every connection that there is, those of the services too. */
  private static void exhausted(Stage stage) throws Exception {
    stage.letRun(Duration.ofSeconds(5));
    stage.fault(
        "taken",
        "all connections of PostgreSQL",
        JOURNALS,
        () -> {
          try (Squatter squatter = Squatter.in(stage.subject().postgresFolder())) {
            stage.out().printf("%d connections of PostgreSQL taken%n", squatter.takeAll());
            stage.letRun(Duration.ofSeconds(stage.longForm() ? 120 : 10));
            requireNone(squatter.others());
          }
          stage.subject().processes().awaitWell();
        });
    stage.letRun(Duration.ofSeconds(5));
  }

  private static void requireNone(int others) throws IOException {
    if (others > 0) {
      throw new IOException(others + " connections of PostgreSQL were not taken");
    }
  }

  /** A table that is written for every image is locked for longer than a transaction may last. */
  private static void slow(Stage stage) throws Exception {
    for (List<String> table : HOT) {
      stage.letRun(Duration.ofSeconds(3));
      stage.fault(
          "slow",
          "table " + String.join(".", table),
          List.of(table.get(0)),
          () -> {
            try (Squatter squatter = Squatter.in(stage.subject().postgresFolder())) {
              squatter.lock(table.get(0), table.get(1));
              stage.letRun(Duration.ofSeconds(stage.longForm() ? 60 : 10));
            }
            stage.subject().processes().awaitWell();
          });
    }
    stage.letRun(Duration.ofSeconds(5));
  }
}
