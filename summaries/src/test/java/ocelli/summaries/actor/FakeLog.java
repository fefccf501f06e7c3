package ocelli.summaries.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.stream.Materializer;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import ocelli.runtime.kafka.PositionMoves;
import org.jspecify.annotations.Nullable;

/** A partition whose extent a test sets; it delivers nothing by itself. */
final class FakeLog implements PartitionLog {
  final Queue<Long> readFrom = new ConcurrentLinkedQueue<>();
  final Queue<String> stopped = new ConcurrentLinkedQueue<>();
  volatile Extent extent = new Extent(0, Long.MAX_VALUE);
  volatile @Nullable CompletableFuture<Extent> slow;
  volatile PositionMoves moves = PositionMoves.NONE;
  volatile long reported = -1;
  volatile int unpublished = -1;

  @Override
  public CompletionStage<Extent> extent() {
    CompletableFuture<Extent> later = slow;
    return later != null ? later : CompletableFuture.completedFuture(extent);
  }

  @Override
  public long moved(long position) {
    return moves.moved(0, position);
  }

  @Override
  public CompletionStage<Done> read(
      long position, ActorRef<SummariesActor.Command> reader, Materializer materializer) {
    readFrom.add(position);
    return new CompletableFuture<>();
  }

  @Override
  public void report(long position, Extent extent) {
    reported = position;
  }

  @Override
  public void unpublished(int outcomes) {
    unpublished = outcomes;
  }

  @Override
  public void stopped(String reason) {
    stopped.add(reason);
  }

  @Override
  public void left() {
    stopped.clear();
  }
}
