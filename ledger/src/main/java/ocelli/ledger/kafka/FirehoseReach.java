package ocelli.ledger.kafka;

import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import ocelli.protocol.ClientId;
import ocelli.protocol.Cursor;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to where the firehose has journalled a client's messages: it reports its positions to the
 * broker after they are durable, some seconds late.
 */
public final class FirehoseReach {
  private static final int PATIENCE_MILLIS = 2_000; // the rest of the answer waits for it

  private final Admin admin;
  private final String group;
  private final int partitions;
  private final int epoch;

  /**
   * @param group under which the firehose reports
   * @param partitions of delivery-1
   * @param epoch of delivery-1
   */
  public FirehoseReach(Admin admin, String group, int partitions, int epoch) {
    this.admin = admin;
    this.group = group;
    this.partitions = partitions;
    this.epoch = epoch;
  }

  /** The first cursor that is not yet reported; empty where the broker does not say. */
  public CompletionStage<OptionalLong> before(ClientId client) {
    int partition = BuiltInPartitioner.partitionForKey(RecordKeys.client(client), partitions);
    TopicPartition place = new TopicPartition(TopicNames.DELIVERY, partition);
    return admin
        .listConsumerGroupOffsets(
            group, new ListConsumerGroupOffsetsOptions().timeoutMs(PATIENCE_MILLIS))
        .partitionsToOffsetAndMetadata()
        .toCompletionStage()
        .handle(
            (positions, failure) -> {
              OffsetAndMetadata position = failure == null ? positions.get(place) : null;
              return position == null
                  ? OptionalLong.empty()
                  : OptionalLong.of(Cursor.of(epoch, position.offset()).value());
            });
  }
}
