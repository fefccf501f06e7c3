package ocelli.client;

import java.net.URI;
import java.time.Duration;
import ocelli.client.core.RetrySchedule;
import ocelli.client.http.RetryListener;

/**
 * How to talk to an Ocelli.
 *
 * @param base its address, as {@code http://127.0.0.1:8080}
 * @param connectTimeout for a connection
 * @param callTimeout for one try of a call, first byte to last
 * @param retries of what failed for a passing reason
 * @param retryListener hears of each of them
 */
public record ClientSettings(
    URI base,
    Duration connectTimeout,
    Duration callTimeout,
    RetrySchedule retries,
    RetryListener retryListener) {
  // The longest honest call is 16 MiB over a slow line: 30 s at 5 Mbit/s.
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  public ClientSettings {
    if (base.getHost() == null || !String.valueOf(base.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "base: an http or https address such as http://127.0.0.1:8080, not " + base);
    }
  }

  /** What serves most programs. */
  public static ClientSettings of(URI base) {
    return new ClientSettings(
        base, CONNECT, CALL, RetrySchedule.standard(), RetryListener.silent());
  }

  /** The same with other retries. */
  public ClientSettings withRetries(RetrySchedule other) {
    return new ClientSettings(base, connectTimeout, callTimeout, other, retryListener);
  }

  /** The same with a listener for retries. */
  public ClientSettings withRetryListener(RetryListener listener) {
    return new ClientSettings(base, connectTimeout, callTimeout, retries, listener);
  }
}
