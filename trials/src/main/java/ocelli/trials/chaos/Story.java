package ocelli.trials.chaos;

import java.time.Duration;
import java.util.List;
import ocelli.trials.load.Behaviour;
import ocelli.trials.load.DeafReaders;
import ocelli.trials.load.Endpoint;

/**
 * What happens while the load runs.
 *
 * @param name of its trial
 * @param senders how many clients send
 * @param well how many of them, the first, have endpoints that must get everything in the end
 * @param telling what is done to whom
 */
record Story(String name, int senders, int well, Telling telling) {

  /** Returns when the last fault is repaired. */
  @FunctionalInterface
  interface Telling {
    /** Makes the faults. */
    void tell(Stage stage) throws Exception;
  }

  /** All there are. */
  static List<Story> all() {
    return List.of(
        new Story("steady", 3, 3, Story::steady),
        new Story("kill-up", 3, 3, Story::killUp),
        new Story("pause", 3, 3, Story::pause),
        new Story("endpoint-faults", 4, 2, Story::endpointFaults),
        new Story("slow-readers", 3, 3, Story::slowReaders));
  }

  /** Nothing. */
  private static void steady(Stage stage) throws Exception {
    stage.letRun(Duration.ofSeconds(stage.longForm() ? 300 : 20));
  }

  /** SIGKILL at random moments. */
  private static void killUp(Stage stage) throws Exception {
    int kills = stage.longForm() ? 30 : 2; // issue 4: at least 30 kills in the long form
    for (int i = 0; i < kills; i++) {
      stage.letRun(Duration.ofSeconds(5), Duration.ofSeconds(12));
      List<String> all = List.of("ingestion", "vision", "summaries", "push", "firehose", "authz");
      stage.fault("kill", all, stage.subject()::killAndRestart);
    }
    stage.letRun(Duration.ofSeconds(5));
  }

  /** SIGSTOP for 5, 15 and in the long form 60 s. */
  private static void pause(Stage stage) throws Exception {
    for (int seconds : stage.longForm() ? new int[] {5, 15, 60} : new int[] {5, 15}) {
      stage.letRun(Duration.ofSeconds(4), Duration.ofSeconds(8));
      Duration time = Duration.ofSeconds(seconds);
      stage.fault("pause", List.of("all"), () -> stage.subject().pause(time));
    }
    stage.letRun(Duration.ofSeconds(5));
  }

  /**
   * The first endpoint is well, the second passes through all that an endpoint can do wrong for a
   * time, the third never answers, the fourth is gone.
   */
  private static void endpointFaults(Stage stage) throws Exception {
    Endpoint moody = stage.endpoints().get(1);
    List<Behaviour> moods =
        List.of(
            Behaviour.FAILS, Behaviour.BUSY, Behaviour.SILENT, Behaviour.DRIPS, Behaviour.ENDLESS);
    stage.endpoints().get(2).behave(Behaviour.SILENT);
    stage.endpoints().get(3).behave(Behaviour.GONE);
    stage.letRun(Duration.ofSeconds(3));
    stage.fault(
        "endpoint",
        List.of(),
        () -> {
          for (Behaviour mood : moods) {
            moody.behave(mood);
            stage.letRun(Duration.ofSeconds(3), Duration.ofSeconds(5));
          }
          moody.behave(Behaviour.TAKES);
        });
    stage.letRun(Duration.ofSeconds(stage.longForm() ? 120 : 5));
  }

  /** Firehose connections that never read. */
  private static void slowReaders(Stage stage) throws Exception {
    int count = stage.longForm() ? 500 : 100; // issue 4: x 500
    stage.letRun(Duration.ofSeconds(8));
    long before = stage.subject().residentBytes();
    stage.fault(
        "readers",
        List.of(),
        () -> {
          try (DeafReaders deaf =
              DeafReaders.open(stage.subject().url(), stage.clients().get(0), count)) {
            stage.letRun(Duration.ofSeconds(stage.longForm() ? 120 : 20));
            long each = (stage.subject().residentBytes() - before) / count;
            stage.out().printf("%d readers that never read: %d KiB each%n", count, each / 1024);
          }
        });
    stage.letRun(Duration.ofSeconds(3));
  }
}
