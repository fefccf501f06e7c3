package ocelli.trials.chaos;

import java.time.Duration;
import java.util.List;
import ocelli.trials.load.Behaviour;
import ocelli.trials.load.Endpoint;

/** What is done to the clocks of single processes; the machine's own stays right. */
final class ClockStories {
  /** Issue 4 names an hour and a week; ten minutes are less than a token lives. */
  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(-1),
          Duration.ofDays(7),
          Duration.ofDays(-7));

  private ClockStories() {}

  static List<Story> all() {
    return List.of(
        Story.of("clock-jumps", Form.FRAIL, ClockStories::jump).needing(Frailty::missing));
  }

  /**
   * The clock of one process of a service is wrong for a while, and right again. While push's is,
   * an endpoint fails, so that there is something in the retry store.
   */
  private static void jump(Stage stage) throws Exception {
    Endpoint second = stage.endpoints().get(1);
    Duration time = Duration.ofSeconds(stage.longForm() ? 60 : 5);
    Faults faults = stage.subject().frailty().faults();
    for (String service : List.of("ingestion", "push", "authz", "firehose")) {
      List<Duration> jumps = stage.longForm() ? JUMPS : List.of(stage.any(JUMPS));
      for (Duration jump : jumps) {
        stage.letRun(Duration.ofSeconds(2), Duration.ofSeconds(4));
        Processes.Child one = stage.any(stage.subject().processes().of(service));
        stage.fault(
            "clock",
            one.name() + " off by " + jump,
            List.of(),
            () -> {
              try {
                second.behave(service.equals("push") ? Behaviour.FAILS : Behaviour.TAKES);
                faults.clock(one.pid(), jump);
                stage.letRun(time);
              } finally {
                faults.clock(one.pid(), Duration.ZERO);
                second.behave(Behaviour.TAKES);
              }
              stage.subject().processes().awaitWell();
            });
      }
    }
    stage.letRun(Duration.ofSeconds(5));
  }
}
