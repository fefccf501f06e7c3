package ocelli.client.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waiting without holding a thread, and so that tests need not. */
@FunctionalInterface
public interface Pauses {
  /** Completes after that long. */
  CompletableFuture<Void> pause(Duration wait);

  /** Really waits. */
  static Pauses real() {
    return wait ->
        CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS));
  }
}
