package ocelli.vision.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Runs work side by side, or one piece alone, in the order of asking. Thread-safe; never blocks.
 */
public final class Solitude {
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private int running;
  private boolean oneAlone;

  /** Somebody at the door. */
  private record Entry(boolean alone, CompletableFuture<Boolean> admitted) {}

  /** Runs work beside other such work, while none runs alone. */
  public <T> CompletionStage<T> together(Supplier<CompletionStage<T>> work) {
    return enter(false, work);
  }

  /** Runs work while no other runs. */
  public <T> CompletionStage<T> alone(Supplier<CompletionStage<T>> work) {
    return enter(true, work);
  }

  private <T> CompletionStage<T> enter(boolean alone, Supplier<CompletionStage<T>> work) {
    Entry entry = new Entry(alone, new CompletableFuture<>());
    synchronized (this) {
      waiting.add(entry);
    }
    CompletionStage<T> done =
        entry.admitted().thenCompose(yes -> work.get()).whenComplete((result, e) -> leave());
    admit();
    return done;
  }

  private void leave() {
    synchronized (this) {
      running--;
      oneAlone = false;
    }
    admit();
  }

  private void admit() {
    admissible().forEach(entry -> entry.admitted().complete(true));
  }

  private synchronized List<Entry> admissible() {
    List<Entry> admissible = new ArrayList<>();
    while (!waiting.isEmpty() && !oneAlone && (running == 0 || !waiting.element().alone())) {
      Entry next = waiting.remove();
      running++;
      oneAlone = next.alone();
      admissible.add(next);
    }
    return admissible;
  }
}
