package ocelli.push.core;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a message is tried: the wait before each attempt, each spread by ± 20 % so that what failed
 * together does not come back together.
 *
 * @param waits before the first attempt, the second …; none is negative
 */
public record RetrySchedule(List<Duration> waits) {
  private static final double SPREAD = 0.2; // ARCHITECTURE, push: each ± 20 %

  public RetrySchedule {
    waits = List.copyOf(waits);
    if (waits.isEmpty() || waits.stream().anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException("retry-waits: at least one, none negative");
    }
  }

  /** How often a message is tried in all. */
  public int attempts() {
    return waits.size();
  }

  /** After this, a message that waited behind others for a dead endpoint is given up too. */
  public Duration longestLife() {
    Duration total = waits.stream().reduce(Duration.ZERO, Duration::plus);
    return Duration.ofMillis(Math.round(total.toMillis() * (1 + SPREAD)));
  }

  /**
   * The wait after some failed attempts; after the last wait it stays at that.
   *
   * @param failed how many attempts failed, at least 1
   */
  public Duration waitAfter(int failed, RandomGenerator random) {
    Duration wait = waits.get(Math.min(failed, waits.size() - 1));
    double factor = 1 - SPREAD + 2 * SPREAD * random.nextDouble();
    return Duration.ofMillis(Math.round(wait.toMillis() * factor));
  }
}
