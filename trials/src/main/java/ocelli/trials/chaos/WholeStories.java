package ocelli.trials.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import ocelli.trials.checker.Entry;
import ocelli.trials.checker.Waits;
import ocelli.trials.load.Behaviour;
import ocelli.trials.load.DeafReaders;
import ocelli.trials.load.Endpoint;
import ocelli.trials.load.OpenLoop;
import ocelli.trials.load.Participant;

/** What is done to an Ocelli of one process, and to it by its clients. */
final class WholeStories {
  private static final List<String> ALL =
      List.of(Entry.Fault.DOOR, "ingestion", "vision", "summaries", "push", "firehose", "authz");
  // issue 4: memory per never-reading firehose connection
  private static final long MOST_BYTES = 256 * 1024;
  private static final long MUCH = MOST_BYTES + MOST_BYTES / 2; // to read, more than may be held
  private static final double MORE = 10; // images a second: half of what one process is well with
  private static final Duration SENT = Duration.ofMinutes(5); // a minute, on a machine with time
  private static final long MOST_PERCENT = 110; // issue 4: others' p99 with one that hangs
  // Four times what push waits for an endpoint (ocelli.push.webhook.timeout).
  private static final Duration HELD_UP = Duration.ofMinutes(1);

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
            Behaviour.FAILS,
            Behaviour.BUSY,
            Behaviour.SILENT,
            Behaviour.DRIPS,
            Behaviour.ENDLESS,
            Behaviour.TAKES_ENDLESSLY,
            Behaviour.TAKES_AND_DRIPS);
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
    awaitServed(stage, from, end);
    long before = wellServed(stage, from, hangs);
    long meanwhile = wellServed(stage, hangs, end);
    if (before == Waits.NEVER) {
      throw new IOException("webhooks were missing before anything hung");
    }
    long percent = meanwhile == Waits.NEVER ? Waits.NEVER : meanwhile * 100 / before;
    stage
        .out()
        .printf(
            "p99 of the others' webhooks: %d ms, then %s%n",
            before / 1000, meanwhile == Waits.NEVER ? "never" : meanwhile / 1000 + " ms");
    String what = "percent of the p99 of before that the others' webhooks had";
    stage.log().add(new Entry.Measured(what, percent, MOST_PERCENT));
  }

  /** Those that are held up count as long as they were, where they come within a minute. */
  private static void awaitServed(Stage stage, long from, long to) throws InterruptedException {
    long deadline = System.nanoTime() + HELD_UP.toNanos();
    while (waits(stage, from, to).contains(Waits.NEVER) && System.nanoTime() < deadline) {
      stage.letRun(Duration.ofSeconds(1));
    }
  }

  /** The 99th percentile of the webhooks of the first two clients, in microseconds. */
  private static long wellServed(Stage stage, long from, long to) {
    List<Long> waits = waits(stage, from, to);
    return waits.get((waits.size() - 1) * 99 / 100);
  }

  private static List<Long> waits(Stage stage, long from, long to) {
    List<Entry> log = stage.log().entries();
    return stage.clients().subList(0, 2).stream()
        .flatMap(client -> Waits.ofWebhooks(log, client.name(), from, to).stream())
        .sorted()
        .toList();
  }

  /** Firehose connections that never read, when there is more to read than they may hold. */
  private static void slowReaders(Stage stage) throws Exception {
    int count = stage.longForm() ? 500 : 100; // issue 4: x 500
    Subject subject = stage.subject();
    Participant client = stage.clients().get(0);
    sendMuch(stage, client);
    long live = Memory.live(subject.pid());
    long direct = Memory.direct(subject.pid());
    stage.fault(
        "readers",
        count + " that never read",
        List.of(),
        () -> {
          try (DeafReaders deaf = DeafReaders.open(subject.url(), client.token(), count)) {
            stage.letRun(Duration.ofSeconds(stage.longForm() ? 120 : 20));
            long[] unsent = Memory.unsent(subject.url().getPort());
            requireLeft(unsent.length, count);
            long kernel = Arrays.stream(unsent).sum() / count;
            long objects = (Memory.live(subject.pid()) - live) / count;
            long buffers = (Memory.direct(subject.pid()) - direct) / count;
            stage
                .out()
                .printf(
                    "%d readers that never read: %d KiB of objects each, %d KiB of direct"
                        + " buffers, and %d KiB in the kernel%n",
                    count, objects / 1024, buffers / 1024, kernel / 1024);
            stage
                .log()
                .add(
                    new Entry.Measured(
                        "bytes of a reader that never reads",
                        objects + buffers + kernel,
                        MOST_BYTES));
          }
        });
    stage.letRun(Duration.ofSeconds(3));
  }

  /**
   * A reader that could have all there is within its limit would show nothing: so there is more.
   */
  private static void sendMuch(Stage stage, Participant client) throws Exception {
    long deadline = System.nanoTime() + SENT.toNanos();
    try (OpenLoop more =
        OpenLoop.beside(stage.subject().url(), List.of(client), "more", MORE, SENT, stage.log())) {
      while (toRead(stage, client) < MUCH) {
        requireTime(deadline, "there is little to read");
        stage.letRun(Duration.ofSeconds(1));
      }
      more.end();
      while (!more.isQuiet()) {
        requireTime(deadline, "images are not taken");
        stage.letRun(Duration.ofSeconds(1));
      }
    }
  }

  private static void requireTime(long deadline, String otherwise) throws IOException {
    if (System.nanoTime() > deadline) {
      throw new IOException(otherwise + " after " + SENT);
    }
  }

  /** Bytes that the firehose has for a client, as far as its own reader has them. */
  private static long toRead(Stage stage, Participant client) {
    return stage.log().entries().stream()
        .filter(Entry.Line.class::isInstance)
        .map(Entry.Line.class::cast)
        .filter(line -> line.reader().equals("live-" + client.name()))
        .mapToLong(line -> line.body().length())
        .sum();
  }

  /** One for whom nothing waits has all there is, and shows nothing. */
  private static void requireLeft(int waiting, int count) throws IOException {
    if (waiting < count) {
      throw new IOException("of %d readers %d wait for nothing".formatted(count, count - waiting));
    }
  }
}
