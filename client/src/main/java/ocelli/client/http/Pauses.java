package ocelli.client.http;

import java.time.Duration;

/** Waiting, so that tests need not. */
@FunctionalInterface
public interface Pauses {
  /** Waits that long. */
  void pause(Duration wait) throws InterruptedException;

  /** Really waits. */
  static Pauses real() {
    return wait -> Thread.sleep(wait.toMillis());
  }
}
