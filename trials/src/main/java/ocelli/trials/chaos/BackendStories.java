package ocelli.trials.chaos;

import java.time.Duration;
import java.util.List;
import ocelli.trials.checker.Entry;

/** What is done to the brokers and the database. */
final class BackendStories {
  /** Who publishes again what the broker did not acknowledge, or reads again after a rebalance. */
  private static final List<String> WRITERS = List.of("vision", "summaries");

  private static final List<String> JOURNALS = List.of("push", "summaries", "firehose", "authz");

  private BackendStories() {}

  static List<Story> all() {
    return List.of(
        Story.of("broker-leader", Form.PROCESSES, BackendStories::leader),
        Story.of("two-brokers-down", Form.PROCESSES, BackendStories::quorum),
        Story.of("database", Form.PROCESSES, BackendStories::database));
  }

  /** SIGKILL of the broker that leads, then of the one that is the controller. */
  private static void leader(Stage stage) throws Exception {
    try (Brokers brokers = Brokers.at(stage.subject().brokers())) {
      for (int round = 0; round < (stage.longForm() ? 5 : 1); round++) { // issue 4: x 5
        stage.letRun(Duration.ofSeconds(5), Duration.ofSeconds(8));
        killBroker(stage, brokers.leader(), ", leader");
        stage.letRun(Duration.ofSeconds(5), Duration.ofSeconds(8));
        killBroker(stage, brokers.controller(), ", controller");
      }
    }
    stage.letRun(Duration.ofSeconds(5));
  }

  /** Two of three are away: nothing can be acknowledged. */
  private static void quorum(Stage stage) throws Exception {
    Processes processes = stage.subject().processes();
    stage.letRun(Duration.ofSeconds(5));
    List<String> two = List.of("broker-1", "broker-2");
    stage.fault(
        "down",
        "two of three brokers",
        WRITERS,
        () -> {
          processes.holdDown(two, Duration.ofMillis(1)); // both are away when the fault begins
          stage.fault(
              Entry.Fault.QUORUM,
              "both away",
              List.of(),
              () -> processes.holdDown(two, Duration.ofSeconds(stage.longForm() ? 60 : 15)));
          processes.awaitWell();
        });
    stage.letRun(Duration.ofSeconds(5));
  }

  /** Immediate stop, and back at once; then away for 30 s. */
  private static void database(Stage stage) throws Exception {
    for (int seconds : new int[] {0, 30}) {
      stage.letRun(Duration.ofSeconds(5));
      stopDatabase(stage, seconds);
    }
    stage.letRun(Duration.ofSeconds(5));
  }

  /** SIGKILL of any broker; returns when its successor serves. */
  static void killAnyBroker(Stage stage) throws Exception {
    List<Processes.Child> brokers = stage.subject().processes().of("broker");
    killBroker(stage, stage.any(brokers).name(), "");
  }

  private static void killBroker(Stage stage, String name, String role) throws Exception {
    Processes processes = stage.subject().processes();
    stage.fault("kill", name + role, WRITERS, () -> processes.endAndAwait(name, "KILL"));
  }

  /** Immediate stop of the database, which is back after a time. */
  static void stopDatabase(Stage stage, int seconds) throws Exception {
    Postgres postgres = stage.subject().postgres();
    stage.fault(
        "down",
        "PostgreSQL " + seconds + " s",
        JOURNALS,
        () -> {
          postgres.stopAtOnce();
          stage.letRun(Duration.ofSeconds(seconds));
          postgres.start();
          stage.subject().processes().awaitWell();
        });
  }
}
