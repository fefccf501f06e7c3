package ocelli.links.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** How often a link's password was tried in vain. Thread-safe. */
public final class PasswordTries {
  /** When tries are allowed again. */
  public static final Duration PAUSE = Duration.ofMinutes(1);

  /**
   * Wrong tries a link and minute: below the 100 in a row that NIST SP 800-63B-4 (3.2.2) allows, so
   * that a password of eight characters outlives whoever tries, while somebody who mistyped goes
   * on.
   */
  public static final int MOST = 10;

  private static final long LINKS = 100_000; // about 100 bytes each

  private final Cache<String, AtomicInteger> tries;

  /** No tries so far. */
  public PasswordTries(Ticker ticker) {
    this.tries =
        Caffeine.newBuilder().maximumSize(LINKS).expireAfterWrite(PAUSE).ticker(ticker).build();
  }

  /** Counts a try before it is judged; whether it may be. */
  public boolean begin(String code) {
    return tries.get(code, key -> new AtomicInteger()).incrementAndGet() <= MOST;
  }

  /** The try was right, so those before it are forgiven. */
  public void right(String code) {
    tries.invalidate(code);
  }
}
