package ocelli.client.firehose;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ocelli.client.http.Retries;

/**
 * When to open again: until it was open once for the schedule's patience, from then on for ever.
 */
final class Comeback {
  private final Retries retries;
  private final Instant begin;
  private boolean wasOpen;
  private int failures;

  Comeback(Retries retries) {
    this.retries = retries;
    this.begin = retries.clock().instant();
  }

  void opened() {
    wasOpen = true;
  }

  /** A line came: the next break is a first one again. */
  void healthy() {
    failures = 0;
  }

  /**
   * The wait after one more failure; throws that where there is no later.
   *
   * @param asked the server's Retry-After
   */
  Duration after(RuntimeException failure, Optional<Duration> asked) {
    failures++;
    return wasOpen
        ? retries.endless(failures, asked)
        : retries.next(failures, begin, asked).orElseThrow(() -> failure);
  }
}
