package ocelli.client.http;

import java.time.Duration;

/** Hears that a call failed for a passing reason and will be tried again. */
@FunctionalInterface
public interface RetryListener {
  /**
   * Called before each wait, on the calling thread.
   *
   * @param reason in words
   * @param wait until the next try
   */
  void onRetry(String reason, Duration wait);

  /** One that does not care. */
  static RetryListener silent() {
    return (reason, wait) -> {};
  }
}
