package ocelli.client.core;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again, and when to give up.
 *
 * @param first the wait after the first failure, before jitter; it doubles with each further one
 * @param most no computed wait is longer
 * @param patience give up when waiting would take longer than this since the first try
 */
public record RetrySchedule(Duration first, Duration most, Duration patience) {
  private static final int LONGEST_SHIFT = 20;

  /** 200 ms doubling to 20 s, for two minutes: outlasts the restart of a service (9 to 17 s). */
  public static RetrySchedule standard() {
    return new RetrySchedule(Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofMinutes(2));
  }

  /** The same for five seconds: a person who mistyped an address is to hear of it soon. */
  public static RetrySchedule hasty() {
    return new RetrySchedule(Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofSeconds(5));
  }

  /**
   * The wait before the next try; empty to give up.
   *
   * @param attempt how many tries have failed, from 1
   * @param spent the time since the first try began
   * @param asked the server's Retry-After, which is honoured and only ever lengthened
   */
  public Optional<Duration> next(
      int attempt, Duration spent, Optional<Duration> asked, RandomGenerator random) {
    Duration wait = wait(attempt, asked, random);
    return spent.plus(wait).compareTo(patience) > 0 ? Optional.empty() : Optional.of(wait);
  }

  /** The wait before the next try of somebody who never gives up. */
  public Duration wait(int attempt, Optional<Duration> asked, RandomGenerator random) {
    return asked.map(time -> lengthened(time, random)).orElseGet(() -> jittered(attempt, random));
  }

  /** The wait after a number of failures, half of it random, whatever was spent. */
  public Duration jittered(int attempt, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(Math.max(attempt - 1, 0), LONGEST_SHIFT);
    long bounded = Math.min(doubled, most.toMillis());
    return Duration.ofMillis(bounded / 2 + random.nextLong(bounded / 2 + 1));
  }

  /** Up to a tenth longer, so that those who were refused together do not come back together. */
  private static Duration lengthened(Duration asked, RandomGenerator random) {
    return asked.plusMillis(random.nextLong(asked.toMillis() / 10 + 1));
  }
}
