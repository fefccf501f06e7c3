package ocelli.trials.chaos;

import java.time.Duration;
import java.util.List;
import ocelli.trials.checker.Entry;
import ocelli.trials.checker.Waits;
import ocelli.trials.load.Behaviour;
import ocelli.trials.load.DeafReaders;
import ocelli.trials.load.Endpoint;

/** What is done to an Ocelli of one process, and to it by its clients. */
final class WholeStories {
  private static final List<String> ALL =
      List.of(Entry.Fault.DOOR, "ingestion", "vision", "summaries", "push", "firehose", "authz");
  // issue 4: memory per never-reading firehose connection
  private static final long MOST_BYTES = 256 * 1024;
  private static final long MOST_PERCENT = 110; // issue 4: others' p99 with one that hangs

  private WholeStories() {}

  static List<Story> all() {
    return List.of(
        Story.of("kill-up", Form.WHOLE, WholeStories::killUp),
        Story.of("pause", Form.WHOLE, WholeStories::pause),
        new Story("endpoint-faults", Form.WHOLE, 4, 2, Need.NOTHING, WholeStories::endpointFaults),
        new Story("one-hangs", Form.WHOLE, 3, 2, Need.NOTHING, WholeStories::oneHangs),
        Story.of("slow-readers", Form.WHOLE, WholeStories::slowReaders));
  }

  /** SIGKILL at random moments. */
  private static void killUp(Stage stage) throws Exception {
    int kills = stage.longForm() ? 30 : 2; // issue 4: at least 30 kills in the long form
    for (int i = 0; i < kills; i++) {
      stage.letRun(Duration.ofSeconds(5), Duration.ofSeconds(12));
      stage.fault("kill", "all", ALL, stage.subject()::killAndRestart);
    }
    stage.letRun(Duration.ofSeconds(5));
  }

  /** SIGSTOP for 5, 15 and in the long form 60 s. */
  private static void pause(Stage stage) throws Exception {
    for (int seconds : stage.longForm() ? new int[] {5, 15, 60} : new int[] {5, 15}) {
      stage.letRun(Duration.ofSeconds(4), Duration.ofSeconds(8));
      stage.fault(
          "pause",
          "all " + seconds + " s",
          ALL,
          () -> Signals.pause(List.of(stage.subject().pid()), Duration.ofSeconds(seconds)));
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
        "the second",
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

  /**
   * The third endpoint takes connections and never answers: the others' webhooks wait no longer.
   */
  private static void oneHangs(Stage stage) throws Exception {
    Duration time = Duration.ofSeconds(stage.longForm() ? 120 : 20);
    stage.letRun(Duration.ofSeconds(10)); // until the code is warm
    long from = stage.log().now();
    stage.letRun(time);
    long hangs = stage.log().now();
    stage.fault(
        "endpoint",
        "the third hangs",
        List.of(),
        () -> {
          stage.endpoints().get(2).behave(Behaviour.SILENT);
          stage.letRun(time);
        });
    long end = stage.log().now();
    stage.letRun(Duration.ofSeconds(5));
    long before = wellServed(stage, from, hangs);
    long meanwhile = wellServed(stage, hangs, end);
    stage
        .out()
        .printf(
            "p99 of the others' webhooks: %d ms, then %d ms%n", before / 1000, meanwhile / 1000);
    String what = "percent of the p99 of before that the others' webhooks had";
    stage.log().add(new Entry.Measured(what, meanwhile * 100 / before, MOST_PERCENT));
  }

  /** The 99th percentile of the webhooks of the first two clients, in microseconds. */
  private static long wellServed(Stage stage, long from, long to) {
    List<Entry> log = stage.log().entries();
    List<Long> waits =
        stage.clients().subList(0, 2).stream()
            .flatMap(client -> Waits.ofWebhooks(log, client.name(), from, to).stream())
            .sorted()
            .toList();
    return waits.get((waits.size() - 1) * 99 / 100);
  }

  /** Firehose connections that never read, when there is more to read than fits in between. */
  private static void slowReaders(Stage stage) throws Exception {
    int count = stage.longForm() ? 500 : 100; // issue 4: x 500
    Subject subject = stage.subject();
    stage.letRun(Duration.ofSeconds(45));
    long before = Memory.live(subject.pid());
    stage.fault(
        "readers",
        count + " that never read",
        List.of(),
        () -> {
          try (DeafReaders deaf = DeafReaders.open(subject.url(), stage.clients().get(0), count)) {
            stage.letRun(Duration.ofSeconds(stage.longForm() ? 120 : 20));
            long unsent = Memory.unsent(subject.url().getPort()) / count;
            long held = (Memory.live(subject.pid()) - before) / count;
            stage
                .out()
                .printf(
                    "%d readers that never read: %d KiB each, and %d KiB in the kernel%n",
                    count, held / 1024, unsent / 1024);
            stage
                .log()
                .add(
                    new Entry.Measured(
                        "bytes of a reader that never reads", held + unsent, MOST_BYTES));
          }
        });
    stage.letRun(Duration.ofSeconds(3));
  }
}
