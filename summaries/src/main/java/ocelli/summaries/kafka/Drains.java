package ocelli.summaries.kafka;

import akka.Done;
import akka.stream.FlowShape;
import akka.stream.Graph;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Stops the readers of this process, and knows which stopped by themselves. Thread-safe. */
public final class Drains {
  private final SharedKillSwitch killSwitch = KillSwitches.shared("ocelli-summaries");
  private final Map<TopicPartition, CompletableFuture<Done>> readers = new ConcurrentHashMap<>();
  private final Map<String, String> stopped = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Integer> unpublished = new ConcurrentHashMap<>();
  private final CompletableFuture<Done> allPublished = new CompletableFuture<>();
  private volatile boolean drained;

  Drains() {}

  <T> Graph<FlowShape<T, T>, SharedKillSwitch> flow() {
    return killSwitch.flow();
  }

  void running(TopicPartition place, CompletionStage<Done> reader) {
    readers.put(place, reader.toCompletableFuture());
  }

  void stopped(TopicPartition place, String reason) {
    stopped.put(place.toString(), reason);
  }

  /** Another process may have it: what is to be said of it is said there. */
  void left(TopicPartition place) {
    stopped.remove(place.toString());
    unpublished.remove(place);
    completeWhenPublished();
  }

  /** What stopped by itself, as text for a person; empty where nothing did. */
  public String stoppedReaders() {
    return new TreeMap<>(stopped)
        .entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining("; "));
  }

  void unpublished(TopicPartition place, int outcomes) {
    unpublished.put(place, outcomes);
    completeWhenPublished();
  }

  private void completeWhenPublished() {
    if (drained && unpublished.values().stream().allMatch(outcomes -> outcomes == 0)) {
      allPublished.complete(Done.getInstance());
    }
  }

  /**
   * Takes no more records; completes when those that were taken are in the journal and what they
   * closed is marked published.
   *
   * @param patience with the broker, after which what is left is the next start's
   */
  public CompletionStage<Done> drain(Duration patience) {
    killSwitch.shutdown();
    return CompletableFuture.allOf(readers.values().toArray(CompletableFuture[]::new))
        .handle((all, failure) -> awaitPublished(patience))
        .thenCompose(published -> published);
  }

  private CompletionStage<Done> awaitPublished(Duration patience) {
    drained = true;
    completeWhenPublished();
    return allPublished.completeOnTimeout(
        Done.getInstance(), patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
