package ocelli.summaries.actor;

import akka.Done;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntSupplier;
import ocelli.summaries.journal.v1m0.Outcome;

/** A broker that acknowledges when a test lets it. */
final class FakePublisher implements Publisher {
  final Queue<Outcome> sent = new ConcurrentLinkedQueue<>();
  final Queue<Integer> eventsWhenSent = new ConcurrentLinkedQueue<>();
  private final IntSupplier events;
  private final Queue<CompletableFuture<Done>> unanswered = new ConcurrentLinkedQueue<>();

  /** One that asks nothing of the journal. */
  FakePublisher() {
    this(() -> 0);
  }

  /**
   * @param events how many the journal has
   */
  FakePublisher(IntSupplier events) {
    this.events = events;
  }

  @Override
  public CompletionStage<Done> publish(List<Outcome> outcomes) {
    CompletableFuture<Done> answer = new CompletableFuture<>();
    unanswered.add(answer);
    eventsWhenSent.add(events.getAsInt());
    sent.addAll(outcomes);
    return answer;
  }

  void acknowledge() {
    unanswered.remove().complete(Done.getInstance());
  }

  void refuse() {
    unanswered.remove().completeExceptionally(new IllegalStateException("the broker is away"));
  }
}
