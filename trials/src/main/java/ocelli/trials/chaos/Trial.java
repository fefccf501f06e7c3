package ocelli.trials.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import ocelli.trials.checker.Bounds;
import ocelli.trials.checker.Checker;
import ocelli.trials.checker.Entry;
import ocelli.trials.checker.Verdict;
import ocelli.trials.line.Line;
import ocelli.trials.load.Endpoint;
import ocelli.trials.load.HeldReader;
import ocelli.trials.load.OpenLoop;
import ocelli.trials.load.Participant;
import ocelli.trials.load.TrialLog;

/** One trial from its start to its verdict. */
final class Trial {
  private static final List<String> SENDERS = List.of("anna", "bert", "cleo", "dora");
  // Ingestion gives the broker 12 s (its delivery-timeout) and says 503 then; the rest is for a
  // busy
  // machine. A client waits a little longer, so that what hangs is seen to hang.
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration GIVES_UP = Duration.ofSeconds(20);
  // The third attempt of a webhook comes after 35 s and 20 %; the rest is for a busy machine.
  private static final Duration RECOVERY = Duration.ofMinutes(2);
  // Twice the longest that a retry of a webhook waits within that time.
  private static final Duration STALLED = Duration.ofSeconds(75);
  private static final Duration TO_THE_END = Duration.ofMinutes(1); // heartbeats come every 20 s
  private static final long LOOK_MILLIS = 1_000;
  private static final int SUFFIXES = 3; // random cursors of each client

  private final Story story;
  private final Order order;
  private final PrintStream out;
  private final List<AutoCloseable> open = new ArrayList<>();

  /**
   * How it is to be run.
   *
   * @param perSecond images of all clients together
   */
  record Order(long seed, boolean longForm, double perSecond) {}

  Trial(Story story, Order order, PrintStream out) {
    this.story = story;
    this.order = order;
    this.out = out;
  }

  /** Runs it on an Ocelli that serves; prints the verdict, and how to see it again. */
  Verdict run(Subject subject) throws Exception {
    Path file = subject.folder().resolve(story.name() + ".ndjson");
    try (TrialLog log = TrialLog.create(file, Clock.systemUTC())) {
      perform(subject, log);
    } finally {
      closeAll();
    }
    Verdict verdict = Checker.judge(TrialLog.read(file), bounds());
    Report.print(story.name(), verdict, out);
    if (!verdict.holds()) {
      out.printf(
          "   again with: ./ocelli trial %s --seed %d --rate %s; what happened to the clients: %s%n",
          story.name(), order.seed(), order.perSecond(), file);
    }
    return verdict;
  }

  static Bounds bounds() {
    return Bounds.promised(RECOVERY, PATIENCE);
  }

  private void perform(Subject subject, TrialLog log) throws Exception {
    SplittableRandom random = new SplittableRandom(order.seed());
    List<Endpoint> endpoints = new ArrayList<>();
    List<Line> endpointLines = new ArrayList<>();
    List<Participant> clients = new ArrayList<>();
    for (String name : SENDERS.subList(0, story.senders())) {
      String sender = name + "-" + story.name(); // others than those of the trial before
      Endpoint endpoint = opened(Endpoint.listen());
      if (subject.lines().isPresent()) {
        endpointLines.add(opened(Lines.toEndpoint(endpoint, random.split())));
      }
      String operator = subject.operatorToken();
      Participant client = Participant.register(subject.url(), operator, sender, endpoint, log);
      boolean webhooks = clients.size() < story.well();
      log.add(new Entry.Client(sender, Participant.TASKS, webhooks));
      opened(HeldReader.live(subject.url(), client, log));
      endpoints.add(endpoint);
      clients.add(client);
    }
    OpenLoop load =
        opened(OpenLoop.start(subject.url(), clients, order.perSecond(), GIVES_UP, log));
    tell(new Stage(subject, clients, endpoints, endpointLines, log, random, order.longForm(), out));
    load.end();
    awaitAnswers(load, log);
    readAgain(subject, clients, log);
  }

  /** What was acknowledged must be answered, also where the story cannot be told to its end. */
  private void tell(Stage stage) throws Exception {
    try {
      story.telling().tell(stage);
    } catch (IOException | ExecutionException e) {
      stage.log().add(new Entry.BrokenOff(e.toString()));
    }
  }

  /** As long as answers come: how soon they should is the checker's to say. */
  private static void awaitAnswers(OpenLoop load, TrialLog log) throws InterruptedException {
    long last = System.nanoTime();
    for (int heard = 0; System.nanoTime() - last < STALLED.toNanos(); ) {
      List<Entry> entries = log.entries();
      if (load.isQuiet() && Checker.isAnswered(entries)) {
        return;
      }
      int now = (int) entries.stream().filter(Entry.Line.class::isInstance).count();
      last = now > heard ? System.nanoTime() : last;
      heard = now;
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** Everything once more from the earliest, and from random cursors. */
  private void readAgain(Subject subject, List<Participant> clients, TrialLog log)
      throws InterruptedException {
    List<HeldReader> readers = new ArrayList<>();
    for (Participant client : clients) {
      readers.add(opened(HeldReader.toTheEnd(subject.url(), client, -1, log)));
      List<Long> cursors = new ArrayList<>(Checker.cursors(log.entries(), client.name()));
      Collections.shuffle(cursors, new Random(order.seed()));
      for (long from : cursors.subList(0, Math.min(SUFFIXES, cursors.size()))) {
        readers.add(opened(HeldReader.toTheEnd(subject.url(), client, from, log)));
      }
    }
    for (HeldReader reader : readers) {
      if (!reader.await(TO_THE_END)) {
        log.add(new Entry.BrokenOff(reader.name() + " was not at the end after " + TO_THE_END));
      }
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(0, resource);
    return resource;
  }

  private void closeAll() throws Exception {
    for (AutoCloseable resource : open) {
      resource.close();
    }
  }
}
