package ocelli.push.kafka;

import akka.actor.typed.ActorSystem;
import akka.kafka.ConsumerMessage;
import akka.kafka.Subscriptions;
import akka.kafka.javadsl.Consumer;
import akka.stream.javadsl.Source;
import java.util.concurrent.CompletionStage;
import ocelli.protocol.TopicNames;
import ocelli.runtime.kafka.KafkaConnection;
import org.apache.kafka.common.TopicPartition;

/** The records of a partition, in batches that grow while what comes after is busy. */
public final class DeliverySource {
  /** The group whose positions show the lag. */
  public static final String GROUP = "push";

  private final ActorSystem<?> system;
  private final KafkaConnection kafka;
  private final RecordJudge judge;
  private final BatchLimits limits;

  public DeliverySource(
      ActorSystem<?> system, KafkaConnection kafka, RecordJudge judge, BatchLimits limits) {
    this.system = system;
    this.kafka = kafka;
    this.judge = judge;
    this.limits = limits;
  }

  /**
   * How large a batch is at most.
   *
   * @param records how many records
   * @param bytes of their values
   * @param judging how many records are verified side by side
   */
  public record BatchLimits(int records, long bytes, int judging) {}

  /** The batches of a partition from an offset. */
  public Source<ReadBatch, Consumer.Control> from(int partition, long offset) {
    return Consumer.committableSource(
            kafka.consumer(system, GROUP),
            Subscriptions.assignmentWithOffset(
                new TopicPartition(TopicNames.DELIVERY, partition), offset))
        .mapAsync(limits.judging(), this::judged)
        .batchWeighted(limits.bytes(), this::weight, ReadBatch::of, ReadBatch::with);
  }

  private CompletionStage<JudgedRecord> judged(
      ConsumerMessage.CommittableMessage<byte[], byte[]> message) {
    int bytes = Math.max(0, message.record().serializedValueSize());
    return judge
        .judge(message.record())
        .thenApply(
            incoming ->
                new JudgedRecord(
                    message.record().offset(), incoming, bytes, message.committableOffset()));
  }

  private Long weight(JudgedRecord record) {
    return Math.max(record.bytes(), limits.bytes() / limits.records());
  }
}
