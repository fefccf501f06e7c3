package ocelli.ledger.kafka;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ocelli.ledger.core.Watermark;
import ocelli.protocol.TopicNames;
import ocelli.runtime.ServiceMeters;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker how far the ledger's group has read. One look at a time. */
public final class Progress {
  private final Admin admin;
  private final String group;
  private final Map<TopicPartition, OffsetSpec> partitions;
  private final ServiceMeters meters;
  private final Clock clock;
  private volatile Watermark watermark = Watermark.unknown();

  /**
   * @param visionPartitions of vision-1
   * @param deliveryPartitions of delivery-1
   */
  public Progress(
      Admin admin,
      String group,
      int visionPartitions,
      int deliveryPartitions,
      ServiceMeters meters,
      Clock clock) {
    this.admin = admin;
    this.group = group;
    this.partitions =
        Stream.concat(
                partitions(TopicNames.VISION, visionPartitions),
                partitions(TopicNames.DELIVERY, deliveryPartitions))
            .collect(Collectors.toUnmodifiableMap(Function.identity(), p -> OffsetSpec.latest()));
    this.meters = meters;
    this.clock = clock;
  }

  private static Stream<TopicPartition> partitions(String topic, int count) {
    return IntStream.range(0, count).mapToObj(number -> new TopicPartition(topic, number));
  }

  /** Looks again; answers up to when everything is noted. */
  public CompletionStage<Watermark> look() {
    var askedAt = clock.instant(); // before the question: what comes meanwhile does not count
    return admin
        .listOffsets(partitions)
        .all()
        .toCompletionStage()
        .thenCombine(
            admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage(),
            (ends, positions) -> {
              Map<String, Long> read = positions(positions);
              Map<String, Long> offsets = new LinkedHashMap<>();
              ends.forEach((place, end) -> offsets.put(place.toString(), end.offset()));
              partitions
                  .keySet()
                  .forEach(
                      place ->
                          meters.lag(
                              place.topic(), place.partition(), behind(place, offsets, read)));
              watermark = watermark.next(new Watermark.Ends(askedAt, offsets), read);
              return watermark;
            });
  }

  private static long behind(
      TopicPartition place, Map<String, Long> ends, Map<String, Long> positions) {
    return Math.max(
        0, ends.getOrDefault(place.toString(), 0L) - positions.getOrDefault(place.toString(), 0L));
  }

  private static Map<String, Long> positions(Map<TopicPartition, OffsetAndMetadata> committed) {
    return committed.entrySet().stream()
        .filter(position -> position.getValue() != null)
        .collect(
            Collectors.toMap(
                position -> position.getKey().toString(),
                position -> position.getValue().offset()));
  }
}
