package ocelli.push.core;

import java.time.Duration;
import java.util.Optional;

/** What became of an attempt. */
public sealed interface Outcome {
  /** A 2xx: the endpoint has it. */
  record Delivered() implements Outcome {}

  /**
   * Anything else: another status, a time-out, no connection, an address that is not allowed.
   *
   * @param reason from a small fixed set, counted
   * @param retryAfter what the endpoint asked for
   */
  record Failed(String reason, Optional<Duration> retryAfter) implements Outcome {}

  /** A 410: the endpoint wants nothing more. */
  record Gone() implements Outcome {}
}
