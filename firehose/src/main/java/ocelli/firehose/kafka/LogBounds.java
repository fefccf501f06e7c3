package ocelli.firehose.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.protocol.TopicNames;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets that a partition of delivery-1 holds.
 *
 * @param start the first
 * @param end the one after the last
 */
public record LogBounds(long start, long end) {
  /** Asks the broker. */
  public static CompletionStage<LogBounds> of(Admin admin, int partition) {
    TopicPartition place = new TopicPartition(TopicNames.DELIVERY, partition);
    CompletionStage<Long> start = offset(admin, place, OffsetSpec.earliest());
    return start.thenCombine(offset(admin, place, OffsetSpec.latest()), LogBounds::new);
  }

  /** What is missing for a reader at a position; empty where it can go on. */
  public Optional<String> missing(long position) {
    if (position < start) {
      return Optional.of(
          "the log begins at "
              + start
              + ": offsets "
              + position
              + " to "
              + (start - 1)
              + " are missing");
    }
    if (position > end) {
      return Optional.of(
          "the log ends at "
              + end
              + ": offsets "
              + end
              + " to "
              + (position - 1)
              + " were read and are gone");
    }
    return Optional.empty();
  }

  private static CompletionStage<Long> offset(Admin admin, TopicPartition place, OffsetSpec spec) {
    return admin
        .listOffsets(Map.of(place, spec))
        .partitionResult(place)
        .toCompletionStage()
        .thenApply(found -> found.offset());
  }
}
