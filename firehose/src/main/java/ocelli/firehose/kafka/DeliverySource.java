package ocelli.firehose.kafka;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.kafka.CommitterSettings;
import akka.kafka.ConsumerSettings;
import akka.kafka.Subscriptions;
import akka.kafka.javadsl.Committer;
import akka.kafka.javadsl.Consumer;
import akka.kafka.javadsl.Consumer.DrainingControl;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.util.concurrent.CompletionStage;
import ocelli.firehose.core.Batch;
import ocelli.protocol.TopicNames;
import org.apache.kafka.common.TopicPartition;

/** A partition of delivery-1 as batches for a journal. */
public final class DeliverySource {
  private static final int JUDGED_AHEAD = 16; // quarantining waits for the broker, judging does not

  private final ActorSystem<?> system;
  private final ConsumerSettings<byte[], byte[]> consumer;
  private final CommitterSettings committer;
  private final DeliveryGate gate;
  private final long batchBytes;

  /** What journals a batch; the stream ends when it fails. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Journals the next batch.
     *
     * @param records how many records were read for it
     */
    CompletionStage<Done> append(Batch batch, int records);
  }

  /**
   * @param consumer whose group only reports positions
   * @param batchBytes the most bytes that gather while the journal is busy
   */
  public DeliverySource(
      ActorSystem<?> system,
      ConsumerSettings<byte[], byte[]> consumer,
      CommitterSettings committer,
      DeliveryGate gate,
      long batchBytes) {
    this.system = system;
    this.consumer = consumer;
    this.committer = committer;
    this.gate = gate;
    this.batchBytes = batchBytes;
  }

  /** Reads from a position until it is stopped or something fails. */
  public DrainingControl<Done> run(int partition, long position, Sink sink) {
    return records(partition, position)
        .via(batched())
        .mapAsync(1, gathered -> append(gathered, sink)) // one at a time: the position is a chain
        .map(Gathered::committable)
        .toMat(Committer.sink(committer), Consumer::createDrainingControl)
        .run(system);
  }

  private Source<ReadRecord, Consumer.Control> records(int partition, long position) {
    TopicPartition place = new TopicPartition(TopicNames.DELIVERY, partition);
    return Consumer.committableSource(consumer, Subscriptions.assignmentWithOffset(place, position))
        .mapAsync(JUDGED_AHEAD, gate::judge);
  }

  private Flow<ReadRecord, Gathered, NotUsed> batched() {
    return Flow.of(ReadRecord.class)
        .batchWeighted(batchBytes, read -> (long) read.bytes(), Gathered::new, Gathered::and);
  }

  private static CompletionStage<Gathered> append(Gathered gathered, Sink sink) {
    return sink.append(gathered.batch(), gathered.count()).thenApply(done -> gathered);
  }
}
