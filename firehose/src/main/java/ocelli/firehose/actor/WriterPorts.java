package ocelli.firehose.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.pubsub.Topic;
import java.util.concurrent.CompletionStage;
import ocelli.firehose.jdbc.JournalWriter;
import ocelli.firehose.kafka.DeliverySource;
import ocelli.firehose.kafka.LogBounds;
import ocelli.runtime.ServiceMeters;
import ocelli.runtime.kafka.PositionMoves;

/**
 * What a writer works with.
 *
 * @param journal where it writes
 * @param source what it reads
 * @param bounds asks the broker what a partition holds
 * @param hubs of this node
 * @param nudges to the other nodes
 * @param moves of positions outside the log, as a person decided
 * @param stopped where it says that it stopped
 * @param meters where it counts
 */
public record WriterPorts(
    JournalWriter journal,
    DeliverySource source,
    Bounds bounds,
    ActorRef<ClientHubs.Command> hubs,
    ActorRef<Topic.Command<ClientHubs.Nudge>> nudges,
    PositionMoves moves,
    StoppedPartitions stopped,
    ServiceMeters meters) {

  /** Asks for a partition's bounds. */
  @FunctionalInterface
  public interface Bounds {
    /** The offsets that the log of a partition holds. */
    CompletionStage<LogBounds> of(int partition);
  }
}
