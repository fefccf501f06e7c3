package ocelli.ingestion.kafka;

import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ocelli.ingestion.core.Backlog;
import ocelli.protocol.TopicNames;
import ocelli.runtime.kafka.KafkaConnection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when a new image could not be seen within its service level: capacity is not only the door's
 * own. Looks from time to time at how far the readers of ingest-1 are; no request waits for it.
 */
public final class LagWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LagWatch.class);

  /** Looks in a row that must agree: commits come in steps, so one look alone proves little. */
  private static final int LOOKS = 3;

  private final ActorSystem<?> system;
  private final Admin admin;
  private final LagSettings settings;
  private final Map<TopicPartition, OffsetSpec> partitions;
  private final Map<String, Backlog> backlogs = new HashMap<>();
  private int overdueLooks;
  private volatile Optional<Duration> overdue = Optional.empty();
  private volatile boolean closed;

  private LagWatch(ActorSystem<?> system, Admin admin, LagSettings settings, int partitions) {
    this.system = system;
    this.admin = admin;
    this.settings = settings;
    this.partitions =
        IntStream.range(0, partitions)
            .mapToObj(number -> new TopicPartition(TopicNames.INGEST, number))
            .collect(Collectors.toUnmodifiableMap(Function.identity(), p -> OffsetSpec.latest()));
  }

  /**
   * Starts looking.
   *
   * @param partitions of ingest-1
   */
  public static LagWatch start(
      ActorSystem<?> system, KafkaConnection kafka, LagSettings settings, int partitions) {
    LagWatch watch = new LagWatch(system, kafka.admin(), settings, partitions);
    if (!settings.groups().isEmpty()) {
      watch.later();
    }
    return watch;
  }

  /** The predicted wait where it is longer than the service level; empty where the door is open. */
  public Optional<Duration> overdue() {
    return overdue;
  }

  private void later() {
    if (!closed) {
      system.scheduler().scheduleOnce(settings.pause(), this::look, system.executionContext());
    }
  }

  private void look() {
    ends()
        .thenCombine(positions(), this::judge)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.debug("The readers' positions cannot be told now", failure);
              }
              later();
            });
  }

  private CompletionStage<Long> ends() {
    return admin
        .listOffsets(partitions)
        .all()
        .toCompletionStage()
        .thenApply(ends -> ends.values().stream().mapToLong(end -> end.offset()).sum());
  }

  private CompletionStage<Map<String, Map<TopicPartition, OffsetAndMetadata>>> positions() {
    ListConsumerGroupOffsetsSpec ours =
        new ListConsumerGroupOffsetsSpec().topicPartitions(partitions.keySet());
    return admin
        .listConsumerGroupOffsets(
            settings.groups().stream()
                .collect(Collectors.toMap(Function.identity(), group -> ours)))
        .all()
        .toCompletionStage();
  }

  private synchronized boolean judge(
      long end, Map<String, Map<TopicPartition, OffsetAndMetadata>> positions) {
    long now = System.nanoTime();
    positions.forEach((group, offsets) -> note(group, end, offsets, now));
    Optional<Duration> longest =
        backlogs.values().stream()
            .flatMap(backlog -> backlog.predictedWait().stream())
            .max(Duration::compareTo)
            .filter(wait -> wait.compareTo(settings.serviceLevel()) > 0);
    overdueLooks = longest.isPresent() ? overdueLooks + 1 : 0;
    overdue = overdueLooks >= LOOKS ? longest : Optional.empty();
    return overdue.isPresent();
  }

  private void note(
      String group, long end, Map<TopicPartition, OffsetAndMetadata> offsets, long now) {
    long known = offsets.values().stream().filter(offset -> offset != null).count();
    if (known == 0) {
      return;
    }
    long position =
        offsets.values().stream()
            .filter(offset -> offset != null)
            .mapToLong(OffsetAndMetadata::offset)
            .sum();
    backlogs.compute(
        group,
        (name, before) ->
            before == null ? Backlog.first(end, position, now) : before.next(end, position, now));
  }

  @Override
  public void close() {
    closed = true;
    admin.close(Duration.ZERO); // a call that waits for an absent broker waits no longer
  }
}
