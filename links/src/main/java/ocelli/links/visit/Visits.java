package ocelli.links.visit;

import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import ocelli.links.caffeine.LinkCache;
import ocelli.links.core.Codes;
import ocelli.links.core.Found;
import ocelli.links.core.Link;
import ocelli.links.core.Target;
import ocelli.links.jdbc.LinkStore;
import ocelli.links.visit.Outcome.ForNow;
import ocelli.links.visit.Outcome.Nowhere;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows short links. Thread-safe. */
public final class Visits {
  private static final Logger LOG = LoggerFactory.getLogger(Visits.class);

  private final Codes codes;
  private final LinkCache cache;
  private final LinkStore store;
  private final PasswordCheck passwords;
  private final BiFunction<Link, Target.Job, String> shared;
  private final LookupMeters meters;
  private final Clock clock;

  /**
   * @param shared the path that shows a job's result for a moment
   */
  public Visits(
      Codes codes,
      LinkCache cache,
      LinkStore store,
      PasswordCheck passwords,
      BiFunction<Link, Target.Job, String> shared,
      LookupMeters meters,
      Clock clock) {
    this.codes = codes;
    this.cache = cache;
    this.store = store;
    this.passwords = passwords;
    this.shared = shared;
    this.meters = meters;
    this.clock = clock;
  }

  /** The outcome where memory alone can tell it; empty where {@link #visit} has to. */
  public Optional<Outcome> atOnce(String code) {
    long start = System.nanoTime();
    Optional<Found> present = cache.present(code);
    if (present.isEmpty() && !codes.couldBe(code)) { // the check costs more than a look at memory
      meters.byCheck(code, System.nanoTime() - start);
      return Optional.of(Nowhere.UNKNOWN);
    }
    Optional<Outcome> outcome = present.flatMap(this::uncounted);
    if (outcome.isPresent()) {
      meters.byCache(code, System.nanoTime() - start);
    }
    return outcome;
  }

  /** Opens a link. */
  public CompletionStage<Outcome> visit(String code, Optional<String> password) {
    return atOnce(code)
        .<CompletionStage<Outcome>>map(CompletableFuture::completedFuture)
        .orElseGet(
            () ->
                found(code)
                    .thenCompose(found -> opened(found, password))
                    .exceptionally(failure -> unavailable(code, failure)));
  }

  /**
   * What a visit would come to, without opening a link that counts.
   *
   * @return empty where it would be counted
   */
  public CompletionStage<Optional<Outcome>> look(String code) {
    return codes.couldBe(code)
        ? found(code)
            .thenApply(found -> uncounted(found))
            .exceptionally(failure -> Optional.of(unavailable(code, failure)))
        : CompletableFuture.completedFuture(Optional.of(Nowhere.UNKNOWN));
  }

  private CompletionStage<Found> found(String code) {
    long start = System.nanoTime();
    boolean cached = cache.present(code).isPresent();
    return cache
        .find(code)
        .whenComplete(
            (found, failure) -> {
              long nanos = System.nanoTime() - start;
              if (cached) {
                meters.byCache(code, nanos);
              } else if (failure == null) {
                meters.byDatabase(code, nanos);
              }
            });
  }

  private Optional<Outcome> uncounted(Found found) {
    if (!(found instanceof Found.Known known)) {
      return Optional.of(Nowhere.UNKNOWN);
    }
    Link link = known.link();
    return switch (link.stateAt(clock.instant())) {
      case PERMANENT -> Optional.of(new Outcome.Forever(location(link)));
      case OPEN -> link.password().isPresent() ? Optional.empty() : Optional.of(forNow(link));
      case COUNTED -> Optional.empty();
      case EXPIRED -> Optional.of(Nowhere.EXPIRED);
      case SPENT -> Optional.of(Nowhere.SPENT);
    };
  }

  private CompletionStage<Outcome> opened(Found found, Optional<String> password) {
    Optional<Outcome> outcome = uncounted(found);
    if (outcome.isPresent()) {
      return CompletableFuture.completedFuture(outcome.get());
    }
    Link link = ((Found.Known) found).link();
    if (link.password().isEmpty()) {
      return counted(link);
    }
    return password.isEmpty()
        ? CompletableFuture.completedFuture(Nowhere.PASSWORD_NEEDED)
        : passwords.judge(link, password.get()).thenCompose(verdict -> judged(link, verdict));
  }

  private CompletionStage<Outcome> judged(Link link, PasswordCheck.Verdict verdict) {
    return switch (verdict) {
      case RIGHT -> counted(link);
      case WRONG -> CompletableFuture.completedFuture(Nowhere.PASSWORD_WRONG);
      case THROTTLED -> CompletableFuture.completedFuture(Nowhere.THROTTLED);
      case BUSY -> CompletableFuture.completedFuture(Nowhere.UNAVAILABLE);
    };
  }

  private CompletionStage<Outcome> counted(Link link) {
    return link.maxVisits().isEmpty()
        ? CompletableFuture.completedFuture(forNow(link))
        : store.visit(link.code(), clock.instant()).thenApply(visits -> counted(link, visits));
  }

  private Outcome counted(Link link, OptionalLong visits) {
    if (visits.isEmpty()) {
      cache.visited(link.visited(link.maxVisits().orElseThrow()));
      return Nowhere.SPENT;
    }
    return forNow(link);
  }

  private ForNow forNow(Link link) {
    return new ForNow(location(link));
  }

  private String location(Link link) {
    return link.target().match(Target.Url::text, job -> shared.apply(link, job));
  }

  private static Outcome unavailable(String code, Throwable failure) {
    LOG.debug("Cannot tell where {} leads", code, failure); // health says so once for all
    return Nowhere.UNAVAILABLE;
  }
}
