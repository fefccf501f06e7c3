package ocelli.summaries.actor;

import akka.Done;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import ocelli.summaries.journal.v1m0.Outcome;

/** A broker that acknowledges when a test lets it. */
final class FakePublisher implements Publisher {
  final Queue<Outcome> sent = new ConcurrentLinkedQueue<>();
  private final Queue<CompletableFuture<Done>> unanswered = new ConcurrentLinkedQueue<>();

  @Override
  public CompletionStage<Done> publish(List<Outcome> outcomes) {
    CompletableFuture<Done> answer = new CompletableFuture<>();
    unanswered.add(answer);
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
