package ocelli.client.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ocelli.client.http.ProblemException;
import ocelli.client.http.UnreachableException;
import ocelli.client.token.TokenEndpoint.Issued;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one token and renews it before it expires: at a random moment between 60 % and 80 % of its
 * life, so that many clients that started together do not renew together. Safe for several threads;
 * one of them renews while the others wait.
 */
public final class RenewedTokens implements TokenSource {
  private static final double EARLIEST = 0.6;
  private static final double LATEST = 0.8;
  // After a failed renewal the old token is still good; asking again with every call would be a
  // storm.
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

  private final Supplier<Issued> issuer;
  private final Clock clock;
  private final RandomGenerator random;
  private @Nullable Held held;

  /**
   * @param issuer gives a fresh token with each call
   */
  public RenewedTokens(Supplier<Issued> issuer, Clock clock, RandomGenerator random) {
    this.issuer = issuer;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public synchronized String token() {
    Instant now = clock.instant();
    Held current = held;
    if (current == null || !now.isBefore(current.expires())) {
      current = issue(now);
    } else if (!now.isBefore(current.renewal())) {
      current = renewed(current, now);
    }
    held = current;
    return current.token();
  }

  @Override
  public synchronized boolean refused(String token) {
    if (held != null && held.token().equals(token)) {
      held = null;
    }
    return true;
  }

  private Held renewed(Held current, Instant now) {
    try {
      return issue(now);
    } catch (ProblemException | UnreachableException e) {
      return new Held(current.token(), now.plus(PAUSE_AFTER_FAILURE), current.expires());
    }
  }

  private Held issue(Instant now) {
    Issued issued = issuer.get();
    double share = EARLIEST + (LATEST - EARLIEST) * random.nextDouble();
    Duration untilRenewal = Duration.ofMillis((long) (issued.life().toMillis() * share));
    return new Held(issued.token(), now.plus(untilRenewal), now.plus(issued.life()));
  }

  private record Held(String token, Instant renewal, Instant expires) {}
}
