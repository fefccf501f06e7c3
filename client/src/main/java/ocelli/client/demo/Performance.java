package ocelli.client.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import ocelli.client.OcelliClient;
import ocelli.client.core.Acknowledgement;
import ocelli.client.core.Message;
import ocelli.client.firehose.FirehoseListener;
import ocelli.client.firehose.FirehoseOptions;
import ocelli.client.firehose.FirehoseReader;
import org.jspecify.annotations.Nullable;

/** Sends the samples and waits for what must come, telling both. */
final class Performance {
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration OPENS_WITHIN = Duration.ofSeconds(30);

  private final OcelliClient client;
  private final Tally tally;
  private final List<Channel> channels;
  private final Narrator narrator;
  private final Duration arriveWithin;
  private final Clock clock;
  private final AtomicReference<@Nullable RuntimeException> firehoseEnd = new AtomicReference<>();

  Performance(
      OcelliClient client,
      Tally tally,
      List<Channel> channels,
      Narrator narrator,
      DemoSettings settings,
      Clock clock) {
    this.client = client;
    this.tally = tally;
    this.channels = List.copyOf(channels);
    this.narrator = narrator;
    this.arriveWithin = settings.arriveWithin();
    this.clock = clock;
  }

  void run() throws InterruptedException {
    CountDownLatch opened = new CountDownLatch(1);
    try (FirehoseReader reader = reader(opened)) {
      Thread thread = new Thread(() -> read(reader), "demo-firehose");
      thread.setDaemon(true);
      thread.start();
      awaitOpened(opened);
      send();
      awaitArrivals();
    }
  }

  /** A client of our own has nothing before; on another's, only what comes from now on counts. */
  private FirehoseReader reader(CountDownLatch opened) {
    String from = channels.contains(Channel.WEBHOOK) ? "earliest" : "latest";
    FirehoseOptions options =
        new FirehoseOptions(from, OptionalDouble.empty(), List.of(), List.of(), true);
    return client.firehose(options, new ToTally(opened));
  }

  private void read(FirehoseReader reader) {
    try {
      reader.run();
    } catch (RuntimeException e) {
      firehoseEnd.set(e);
    }
  }

  private void awaitOpened(CountDownLatch opened) throws InterruptedException {
    Instant deadline = clock.instant().plus(OPENS_WITHIN);
    while (!opened.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
      failIfFirehoseEnded();
      if (clock.instant().isAfter(deadline)) {
        throw new DemoFailure("the firehose did not open in " + OPENS_WITHIN.toSeconds() + " s");
      }
    }
  }

  private void send() throws InterruptedException {
    List<Sample> samples = Samples.all();
    Map<String, Long> counts =
        samples.stream().collect(Collectors.groupingBy(Sample::transaction, Collectors.counting()));
    String run = Long.toString(clock.millis(), Character.MAX_RADIX);
    narrator.headline(
        "Sending " + samples.size() + " images in " + counts.size() + " transactions");
    for (Sample sample : samples) {
      send(sample, run, counts.getOrDefault(sample.transaction(), 0L).intValue());
      tell(Duration.ZERO);
    }
    narrator.headline("What comes back");
  }

  private void send(Sample sample, String run, int of) {
    byte[] image = Samples.bytes(sample);
    String transaction = sample.transaction() + "-" + run;
    Instant begin = clock.instant();
    Acknowledgement answer =
        client.send(transaction, image, OptionalInt.of(of), run + "-" + sample.file());
    Sent sent = new Sent(sample, transaction, answer.image(), begin);
    tally.sent(sent);
    narrator.sent(sent, image.length, Duration.between(begin, clock.instant()));
  }

  private void awaitArrivals() throws InterruptedException {
    Instant deadline = clock.instant().plus(arriveWithin);
    while (isMissing() && silent().isEmpty() && clock.instant().isBefore(deadline)) {
      failIfFirehoseEnded();
      tell(TICK);
    }
    if (!silent().isEmpty()) {
      narrator.headline("This client is not granted " + words(silent()) + ".");
      narrator.say(
          "What the demo needs: ./ocelli client add NAME --grant 'ingest-1.*' --grant"
              + " 'faceextract-1.*={\"identity\":true}' --grant 'ocr-*' --grant 'codes-1.*' --grant"
              + " 'quality-1.*' --grant 'summary-1.*' --grant 'firehose-1.*'");
    } else if (isMissing()) {
      narrator.headline("After " + arriveWithin.toSeconds() + " s this has not come:");
      channels.forEach(this::tellMissing);
    }
    narrator.say("");
  }

  private void tellMissing(Channel channel) {
    Expectation expected = tally.expectation();
    List<String> missing = expected.missing(tally.ours(channel));
    if (missing.size() == expected.size()) {
      narrator.say("  by " + channel.word() + ": anything at all");
    } else if (!missing.isEmpty()) {
      narrator.say("  by " + channel.word() + ": " + String.join(", ", missing));
    }
  }

  /** Of a client that we did not register ourselves. */
  private List<Task> silent() {
    return channels.contains(Channel.WEBHOOK)
        ? List.of()
        : tally.expectation().silent(tally.ours(Channel.FIREHOSE));
  }

  private static String words(List<Task> tasks) {
    return tasks.stream().map(Task::word).collect(Collectors.joining(", "));
  }

  private boolean isMissing() {
    Expectation expected = tally.expectation();
    return channels.stream().anyMatch(channel -> !expected.missing(tally.ours(channel)).isEmpty());
  }

  /** Tells all that came; waits for the first only. */
  private void tell(Duration within) throws InterruptedException {
    var arrival = tally.next(within);
    while (arrival.isPresent()) {
      Arrival came = arrival.get();
      Message message = came.message();
      if (tally.isOurs(message)) {
        narrator.arrived(came, tally.image(message), tally.story(message), tally.latency(came));
      }
      arrival = tally.next(Duration.ZERO);
    }
  }

  private void failIfFirehoseEnded() {
    RuntimeException end = firehoseEnd.get();
    if (end != null) {
      throw end;
    }
  }

  private final class ToTally implements FirehoseListener {
    private final CountDownLatch opened;

    ToTally(CountDownLatch opened) {
      this.opened = opened;
    }

    @Override
    public void onMessage(Message message) {
      tally.arrived(Channel.FIREHOSE, message);
    }

    @Override
    public void onOpened() {
      opened.countDown();
    }

    @Override
    public void onInterrupted(String reason, Duration wait) {
      narrator.say("  the firehose broke (" + reason + ") and is opened again");
    }
  }
}
