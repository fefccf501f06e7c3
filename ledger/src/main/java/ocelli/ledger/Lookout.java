package ocelli.ledger;

import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import ocelli.ledger.core.Entry;
import ocelli.ledger.core.Unaccounted;
import ocelli.ledger.core.Watermark;
import ocelli.ledger.http.UnaccountedRoutes.Found;
import ocelli.ledger.jdbc.EntryStore;
import ocelli.ledger.kafka.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again at what is missing, and says so in gauges, in the log and to health. */
final class Lookout {
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
  private static final int LOGGED = 20; // a line for each; the page names more
  private static final int LOOKS =
      6; // with fewer, a restarted broker would already count as behind

  private final ActorSystem<?> system;
  private final EntryStore store;
  private final Progress progress;
  private final LedgerSettings settings;
  private final Clock clock;
  private final Instant begunAt;
  private volatile Optional<Instant> readUpTo = Optional.empty();
  private volatile Unaccounted missing = Unaccounted.none();
  private volatile boolean closed;

  private Lookout(
      ActorSystem<?> system,
      EntryStore store,
      Progress progress,
      LedgerSettings settings,
      Clock clock) {
    this.system = system;
    this.store = store;
    this.progress = progress;
    this.settings = settings;
    this.clock = clock;
    this.begunAt = clock.instant();
  }

  static Lookout start(
      ActorSystem<?> system,
      EntryStore store,
      Progress progress,
      LedgerSettings settings,
      Clock clock,
      MeterRegistry meters) {
    Lookout lookout = new Lookout(system, store, progress, settings, clock);
    lookout.register(meters);
    lookout.look();
    return lookout;
  }

  private void register(MeterRegistry meters) {
    Gauge.builder("ocelli.unaccounted.images", this, Lookout::images)
        .description("acknowledged images that lack an answer for too long; NaN until it is known")
        .register(meters);
    Gauge.builder("ocelli.unaccounted.oldest", this, Lookout::oldestSeconds)
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("ocelli.ledger.behind", this, own -> own.behind().toMillis() / 1000.0)
        .baseUnit("seconds")
        .register(meters);
  }

  private double images() {
    return readUpTo.isPresent() ? (double) missing.count() : Double.NaN;
  }

  private double oldestSeconds() {
    return missing
        .oldest()
        .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1000.0)
        .orElse(0.0);
  }

  /** How long ago everything was read for the last time. */
  private Duration behind() {
    return Duration.between(readUpTo.orElse(begunAt), clock.instant());
  }

  /** What an operator is told now: up to when the topics are read, and what was missing then. */
  CompletionStage<Found> now() {
    Optional<Instant> at = readUpTo;
    return missingAt(at).thenApply(found -> new Found(at, found));
  }

  /** By no time, nothing can be said to be missing. */
  private CompletionStage<Unaccounted> missingAt(Optional<Instant> at) {
    return at.map(
            known ->
                store.unaccounted(
                    known.minus(settings.within()),
                    known.minus(settings.summaryWithin()),
                    settings.named()))
        .orElseGet(() -> CompletableFuture.completedFuture(Unaccounted.none()));
  }

  private void look() {
    progress
        .look()
        .thenApply(Watermark::reached)
        .thenCompose(at -> missingAt(at).thenApply(found -> new Found(at, found)))
        .whenComplete(
            (found, failure) -> {
              if (failure == null) {
                learn(found);
              } else {
                LOG.debug("The ledger cannot look now", failure);
              }
              later();
            });
  }

  private void learn(Found found) {
    Unaccounted before = missing;
    missing = found.images();
    readUpTo = found.readUpTo();
    if (found.images().equals(before)) {
      return;
    }
    if (found.images().count() == 0) {
      LOG.info("Every acknowledged image is accounted for again");
      return;
    }
    LOG.warn(
        "{} acknowledged images are unaccounted for:{}",
        found.images().count(),
        found.images().entries().stream()
            .limit(LOGGED)
            .map(Lookout::line)
            .collect(Collectors.joining()));
  }

  private static String line(Entry entry) {
    return "\n  "
        + entry.image()
        + " of "
        + entry.client()
        + ", accepted at "
        + entry.acceptedAt()
        + ", lacks "
        + entry.missing().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private void later() {
    if (!closed) {
      system.scheduler().scheduleOnce(settings.look(), this::look, system.executionContext());
    }
  }

  /**
   * What is wrong; empty where all is well.
   *
   * @param trouble of the stream, for the words
   */
  Optional<String> problem(Optional<String> trouble) {
    if (behind().compareTo(settings.look().multipliedBy(LOOKS)) > 0) {
      return Optional.of(
          "the ledger has not read all for "
              + behind().toSeconds()
              + " s"
              + trouble.map(why -> ": " + why).orElse(""));
    }
    long images = missing.count();
    return images == 0
        ? Optional.empty()
        : Optional.of(images + " acknowledged images are unaccounted for: /ledger/unaccounted");
  }

  void close() {
    closed = true;
  }
}
