package ocelli.allinone.edge;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A node, and the answers that are awaited from it. Thread-safe. */
final class Waiting {
  private final URI address;
  private final Set<CompletableFuture<?>> answers = ConcurrentHashMap.newKeySet();
  private volatile boolean away;

  Waiting(URI address) {
    this.address = address;
  }

  /** Where it listens. */
  URI address() {
    return address;
  }

  /** The same answer, or {@link NodeAway} as soon as the node is found away. */
  @SuppressWarnings("CollectionUndefinedEquality") // a future equals itself alone: as meant here
  <T> CompletionStage<T> untilAway(CompletionStage<T> answer) {
    CompletableFuture<T> awaited = answer.toCompletableFuture().copy();
    answers.add(awaited);
    if (away) {
      awaited.completeExceptionally(new NodeAway()); // it went since it was chosen
    }
    return awaited.whenComplete((done, failure) -> answers.remove(awaited));
  }

  /** Nobody waits for it any longer. */
  void away() {
    away = true;
    answers.forEach(answer -> answer.completeExceptionally(new NodeAway()));
  }

  /** The node does not answer. Without a stack trace, for all who wait end by it. */
  static final class NodeAway extends RuntimeException {
    NodeAway() {
      super("the node is away", null, false, false);
    }
  }
}
