package ocelli.client.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import ocelli.client.core.RetrySchedule;

/**
 * A schedule with what it needs of the world.
 *
 * @param schedule when to try again
 * @param clock tells how long it has been
 * @param random spreads the tries
 * @param pauses waits
 * @param listener hears of each retry
 */
public record Retries(
    RetrySchedule schedule,
    Clock clock,
    RandomGenerator random,
    Pauses pauses,
    RetryListener listener) {

  /**
   * The wait before the next try; empty to give up.
   *
   * @param attempt how many tries have failed, from 1
   * @param since when the first try began
   * @param asked the server's Retry-After
   */
  public Optional<Duration> next(int attempt, Instant since, Optional<Duration> asked) {
    return schedule.next(attempt, Duration.between(since, clock.instant()), asked, random);
  }

  /** The wait before the next try of what is never given up. */
  public Duration endless(int attempt, Optional<Duration> asked) {
    return schedule.wait(attempt, asked, random);
  }

  /** Completes after that long. */
  public CompletableFuture<Void> pause(Duration wait) {
    return pauses.pause(wait);
  }
}
