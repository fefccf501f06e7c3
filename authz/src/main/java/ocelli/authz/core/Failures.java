package ocelli.authz.core;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Failures in a row, by key, and how long the next attempt has to wait: not at all for the first
 * few, then 1 s, 2 s, 4 s … 60 s after the last. It remembers the latest of a bounded number of
 * keys. Thread-safe.
 */
public final class Failures {
  private static final Duration LONGEST = Duration.ofSeconds(60); // a delay, never a lock
  private static final Duration FORGOTTEN = Duration.ofHours(1); // sixty of the longest waits
  private static final int MOST_DOUBLINGS = 6; // 64 s are over the longest

  private final int free;
  private final Map<String, Count> byKey;

  /**
   * @param free how many failures cost nothing
   * @param keys how many are remembered, 200 bytes each
   */
  public Failures(int free, int keys) {
    this.free = free;
    this.byKey =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > keys;
          }
        };
  }

  private record Count(int failures, Instant last) {}

  /** How long an attempt has to wait from now; zero where it need not. */
  public synchronized Duration wait(String key, Instant now) {
    @Nullable Count count = current(key, now);
    if (count == null || count.failures() < free) {
      return Duration.ZERO;
    }
    Duration pause = Duration.ofSeconds(1L << Math.min(MOST_DOUBLINGS, count.failures() - free));
    Instant next = count.last().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    return now.isBefore(next) ? Duration.between(now, next) : Duration.ZERO;
  }

  /** Whether as many failed as cost nothing, or more. */
  public synchronized boolean many(String key, Instant now) {
    @Nullable Count count = current(key, now);
    return count != null && count.failures() >= free;
  }

  /** One more. */
  public synchronized void failed(String key, Instant now) {
    @Nullable Count count = current(key, now);
    int before = count == null ? 0 : Math.min(count.failures(), free + MOST_DOUBLINGS);
    byKey.put(key, new Count(before + 1, now));
  }

  /** The row is broken. */
  public synchronized void succeeded(String key) {
    byKey.remove(key);
  }

  synchronized int size() {
    return byKey.size();
  }

  private @Nullable Count current(String key, Instant now) {
    @Nullable Count count = byKey.get(key);
    return count == null || now.isAfter(count.last().plus(FORGOTTEN)) ? null : count;
  }
}
