package ocelli.client.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ocelli.client.token.TokenEndpoint.Issued;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one token and renews it before it expires: at a random moment between 60 % and 80 % of its
 * life, so that many clients that started together do not renew together. Safe for several threads;
 * one request for a token is on its way at a time, and while the old token lives nobody waits for
 * it.
 */
public final class RenewedTokens implements TokenSource {
  private static final double EARLIEST = 0.6;
  private static final double LATEST = 0.8;
  // After a failed renewal the old token is still good; asking again with every call would be a
  // storm.
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

  private final Supplier<CompletableFuture<Issued>> issuer;
  private final Clock clock;
  private final RandomGenerator random;
  private @Nullable Held held;
  private @Nullable CompletableFuture<String> renewal;

  /**
   * @param issuer gives a fresh token with each call
   */
  public RenewedTokens(
      Supplier<CompletableFuture<Issued>> issuer, Clock clock, RandomGenerator random) {
    this.issuer = issuer;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public synchronized CompletableFuture<String> token() {
    Instant now = clock.instant();
    Held current = held;
    if (current == null || !now.isBefore(current.expires())) {
      return renewal().copy();
    }
    if (!now.isBefore(current.renewal())) {
      CompletableFuture<String> renewed = renewal();
      if (renewed.isDone() && !renewed.isCompletedExceptionally()) {
        return renewed.copy();
      }
    }
    return CompletableFuture.completedFuture(current.token());
  }

  @Override
  public synchronized boolean refused(String token) {
    if (held != null && held.token().equals(token)) {
      held = null;
    }
    return true;
  }

  /** The one on its way, or a new one. */
  private CompletableFuture<String> renewal() {
    CompletableFuture<String> running = renewal;
    if (running == null || running.isDone()) {
      running =
          issuer
              .get()
              .thenApply(this::hold)
              .whenComplete((token, failure) -> settled(failure != null));
      renewal = running;
    }
    return running;
  }

  private synchronized String hold(Issued issued) {
    Instant now = clock.instant();
    double share = EARLIEST + (LATEST - EARLIEST) * random.nextDouble();
    Duration untilRenewal = Duration.ofMillis((long) (issued.life().toMillis() * share));
    held = new Held(issued.token(), now.plus(untilRenewal), now.plus(issued.life()));
    return issued.token();
  }

  private synchronized void settled(boolean failed) {
    Held current = held;
    if (failed && current != null) {
      Instant later = clock.instant().plus(PAUSE_AFTER_FAILURE);
      held = new Held(current.token(), later, current.expires());
    }
  }

  private record Held(String token, Instant renewal, Instant expires) {}
}
