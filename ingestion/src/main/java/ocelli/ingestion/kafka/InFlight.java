package ocelli.ingestion.kafka;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Answers that are awaited. Thread-safe. */
final class InFlight {
  private final AtomicLong count = new AtomicLong();
  private final Map<Long, CompletableFuture<?>> awaited = new ConcurrentHashMap<>();

  /** The same answer, remembered until it is there. */
  <T> CompletionStage<T> await(CompletionStage<T> answer) {
    long number = count.incrementAndGet();
    CompletableFuture<T> copy = answer.toCompletableFuture().copy();
    awaited.put(number, copy);
    return copy.whenComplete((done, failure) -> awaited.remove(number));
  }

  /** Answers all that are awaited with a failure. */
  void failAll(Throwable failure) {
    awaited.values().forEach(answer -> answer.completeExceptionally(failure));
  }

  /** Completes when all that are awaited now are answered, however. */
  CompletionStage<Void> settled() {
    return CompletableFuture.allOf(awaited.values().toArray(CompletableFuture[]::new))
        .exceptionally(failure -> null);
  }
}
