package ocelli.summaries.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.stream.Materializer;
import java.util.concurrent.CompletionStage;

/** The log of one partition of vision-1. */
public interface PartitionLog {
  /**
   * What the broker holds.
   *
   * @param first offset of the oldest record
   * @param end offset after the newest
   */
  record Extent(long first, long end) {
    /** Whether reading can go on from a position without a gap. */
    public boolean holds(long position) {
      return first <= position && position <= end;
    }
  }

  /** Asks the broker. */
  CompletionStage<Extent> extent();

  /** Where a reader goes on that stands there: elsewhere only where a person decided so. */
  long moved(long position);

  /**
   * Reads from a position, one {@link SummariesActor.Take} after the other was answered.
   *
   * @return completes when asked to drain, fails where reading does
   */
  CompletionStage<Done> read(
      long position, ActorRef<SummariesActor.Command> reader, Materializer materializer);

  /** Tells the broker where the reader stands, for lag only: nothing depends on it. */
  void report(long position, Extent extent);

  /** Says how many outcomes are decided and not yet marked published. */
  void unpublished(int outcomes);

  /** Says that reading has stopped for good, for health. */
  void stopped(String reason);

  /** Says that the writer is no more, here: what it said of itself holds no longer. */
  void left();
}
