package ocelli.jobs.session;

import java.time.Duration;
import java.util.Optional;

/** What became of signing in. */
public sealed interface Opening {
  /** Signed in. */
  record Opened(SessionId id) implements Opening {}

  /** No such client, or another secret. */
  record WrongCredentials() implements Opening {}

  /**
   * Too many tries.
   *
   * @param retryAfter as authz says
   */
  record Throttled(Optional<Duration> retryAfter) implements Opening {}

  /** Nobody can judge it now. */
  record Unavailable(String reason) implements Opening {}
}
