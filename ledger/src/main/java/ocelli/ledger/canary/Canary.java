package ocelli.ledger.canary;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.client.ClientSettings;
import ocelli.client.OcelliClient;
import ocelli.client.core.Message;
import ocelli.client.firehose.FirehoseOptions;
import ocelli.client.firehose.FirehoseReader;
import ocelli.client.json.Json;
import ocelli.client.token.Credentials;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an image as a transaction of one and waits in the firehose for its summary: the last thing
 * that comes of it, by every service but push. {@code ocelli_canary_seconds} says how long that
 * took, {@code ocelli_canary_age_seconds} how long ago the last one came through, {@code
 * ocelli_canary_late_total} how many did not.
 */
public final class Canary implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Canary.class);
  private static final String SUMMARY = "summary.v1m0.Summary";
  private static final Duration REOPEN = Duration.ofSeconds(10); // a refused stream is asked again
  private static final int MOST_UNANSWERED = 64; // of the load: what a broken server may hold of us

  private final ActorSystem<?> system;
  private final OcelliClient client;
  private final Flights flights;
  private final MeterRegistry meters;
  private final Timer arrived;
  private final Clock clock;
  private final byte[] picture = SmallPicture.png();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final List<Cancellable> repeated = new ArrayList<>();
  private volatile Instant lastCame;
  private volatile @Nullable FirehoseReader reader;
  private volatile boolean closed;

  private Canary(
      ActorSystem<?> system,
      OcelliClient client,
      Flights flights,
      MeterRegistry meters,
      Clock clock) {
    this.system = system;
    this.client = client;
    this.flights = flights;
    this.meters = meters;
    this.arrived = Timer.builder("ocelli.canary").publishPercentileHistogram().register(meters);
    this.clock = clock;
    this.lastCame = clock.instant();
  }

  /**
   * Sends the first image when the firehose is open, and others from then on.
   *
   * @return empty where the settings want none
   * @throws UncheckedIOException where the credentials cannot be read
   */
  public static Optional<Canary> start(
      ActorSystem<?> system, CanarySettings settings, MeterRegistry meters, Clock clock) {
    if (!settings.wanted()) {
      return Optional.empty();
    }
    Credentials credentials = credentials(Path.of(settings.credentialsFile()));
    Canary canary =
        new Canary(
            system,
            OcelliClient.of(ClientSettings.of(URI.create(settings.server())), credentials),
            new Flights(settings.patience()),
            meters,
            clock);
    Gauge.builder("ocelli.canary.age", canary, Canary::ageSeconds)
        .baseUnit("seconds")
        .register(meters);
    canary.read();
    canary.repeat(settings.every(), canary::send);
    if (settings.load() > 0) {
      canary.repeat(Duration.ofNanos((long) (1e9 / settings.load())), canary::load);
    }
    return Optional.of(canary);
  }

  private void repeat(Duration every, Runnable task) {
    repeated.add(
        system.scheduler().scheduleAtFixedRate(every, every, task, system.executionContext()));
  }

  private void read() {
    if (closed) {
      return;
    }
    FirehoseReader opened = client.firehose(FirehoseOptions.from("latest"), this::onMessage);
    reader = opened;
    var unused =
        opened
            .start()
            .whenComplete(
                (end, failure) -> {
                  LOG.warn("The canary's firehose ended: {}", failure == null ? end : failure);
                  system.scheduler().scheduleOnce(REOPEN, this::read, system.executionContext());
                });
  }

  private void onMessage(Message message) {
    if (message.type().equals(SUMMARY)) {
      Instant now = clock.instant();
      flights
          .arrive(message.transaction(), now)
          .ifPresent(
              took -> {
                arrived.record(took);
                lastCame = now;
              });
    }
  }

  private void send() {
    count("late", flights.late(clock.instant()));
    String transaction = "canary-" + UUID.randomUUID();
    flights.depart(transaction, clock.instant());
    var unused =
        client
            .sendAsync(transaction, picture, OptionalInt.of(1), transaction)
            .whenComplete((done, failure) -> count("refused", failure == null ? 0 : 1));
  }

  /** At its own pace, whatever the server does; only so many that a broken one cannot fill us. */
  private void load() {
    if (unanswered.incrementAndGet() > MOST_UNANSWERED) {
      unanswered.decrementAndGet();
      count("load.skipped", 1);
      return;
    }
    String transaction = "load-" + UUID.randomUUID();
    var unused =
        client
            .sendAsync(transaction, picture, OptionalInt.of(1), transaction)
            .whenComplete(
                (done, failure) -> {
                  unanswered.decrementAndGet();
                  count(failure == null ? "load.taken" : "load.refused", 1);
                });
  }

  private void count(String what, int times) {
    meters.counter("ocelli.canary." + what).increment(times);
  }

  private double ageSeconds() {
    return Duration.between(lastCame, clock.instant()).toMillis() / 1000.0;
  }

  private static Credentials credentials(Path file) {
    try {
      var json = Json.read(Files.readString(file));
      return new Credentials(
          Json.required(json, "client_id"), Json.required(json, "client_secret"));
    } catch (IOException e) {
      throw new UncheckedIOException("ocelli.canary.credentials-file cannot be read: " + file, e);
    }
  }

  /** Sends and reads no more. */
  @Override
  public void close() {
    closed = true;
    repeated.forEach(Cancellable::cancel);
    FirehoseReader open = reader;
    if (open != null) {
      open.close();
    }
  }
}
