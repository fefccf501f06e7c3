package ocelli.vision.kafka;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import ocelli.runtime.ServiceMeters;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how far a consumer group's committed positions are behind the ends of its partitions.
 */
public final class LagWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LagWatch.class);

  private final Admin admin;
  private final String group;
  private final ServiceMeters meters;

  /**
   * @param admin shared, thread-safe; its owner closes it
   */
  public LagWatch(Admin admin, String group, ServiceMeters meters) {
    this.admin = admin;
    this.group = group;
    this.meters = meters;
  }

  /** Asks the broker once, without waiting for it. */
  public void measure() {
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .toCompletionStage()
        .thenCompose(committed -> ends(committed).thenAccept(ends -> note(committed, ends)))
        .whenComplete(
            (noted, failure) -> {
              if (failure != null) {
                LOG.info("the lag of {} is not known: {}", group, failure.toString());
              }
            });
  }

  private CompletionStage<Map<TopicPartition, ListOffsetsResultInfo>> ends(
      Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<TopicPartition, OffsetSpec> asked =
        committed.keySet().stream()
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    return admin.listOffsets(asked).all().toCompletionStage();
  }

  private void note(
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, ListOffsetsResultInfo> ends) {
    committed.forEach(
        (partition, position) -> {
          ListOffsetsResultInfo end = ends.get(partition);
          if (position != null && end != null) {
            long behind = Math.max(0, end.offset() - position.offset());
            meters.lag(partition.topic(), partition.partition(), behind);
          }
        });
  }
}
