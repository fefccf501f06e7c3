package ocelli.push.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.protocol.TopicNames;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What the broker still has of a partition. */
public final class LogBounds {
  private final Admin admin;

  public LogBounds(Admin admin) {
    this.admin = admin;
  }

  /**
   * The offsets that a partition has.
   *
   * @param first the oldest
   * @param end the one after the newest
   */
  public record Range(long first, long end) {
    /** What is missing for a reader at a position; empty where it can go on. */
    public Optional<String> missing(long position) {
      if (position < first) {
        return Optional.of("offsets " + position + " to " + (first - 1) + " are no longer there");
      }
      return position > end
          ? Optional.of("the log ends at " + end + ", the position is " + position)
          : Optional.empty();
    }
  }

  /** Asks the broker. */
  public CompletionStage<Range> of(int partition) {
    return offset(partition, OffsetSpec.earliest())
        .thenCombine(offset(partition, OffsetSpec.latest()), Range::new);
  }

  private CompletionStage<Long> offset(int partition, OffsetSpec spec) {
    TopicPartition place = new TopicPartition(TopicNames.DELIVERY, partition);
    return admin
        .listOffsets(Map.of(place, spec))
        .partitionResult(place)
        .toCompletionStage()
        .thenApply(ListOffsetsResult.ListOffsetsResultInfo::offset);
  }
}
