package ocelli.summaries.kafka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import akka.kafka.Subscriptions;
import akka.kafka.javadsl.Consumer;
import akka.stream.ActorAttributes;
import akka.stream.Materializer;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import ocelli.summaries.actor.PartitionLog;
import ocelli.summaries.actor.SummariesActor;
import ocelli.summaries.journal.v1m0.Observed;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** One partition of vision-1. */
final class VisionPartition implements PartitionLog {
  // A publication fails after Kafka's delivery.timeout.ms, 120 s; until then the writer may pause.
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(150);

  private final VisionLog log;
  private final TopicPartition place;
  private long reported = -1;

  VisionPartition(VisionLog log, TopicPartition place) {
    this.log = log;
    this.place = place;
  }

  @Override
  public CompletionStage<Extent> extent() {
    return offset(OffsetSpec.earliest()).thenCombine(offset(OffsetSpec.latest()), Extent::new);
  }

  private CompletionStage<Long> offset(OffsetSpec which) {
    return log.admin()
        .listOffsets(Map.of(place, which))
        .partitionResult(place)
        .toCompletionStage()
        .thenApply(result -> result.offset());
  }

  @Override
  public long moved(long position) {
    return log.settings().moves().moved(place.partition(), position);
  }

  @Override
  public CompletionStage<Done> read(
      long position, ActorRef<SummariesActor.Command> reader, Materializer materializer) {
    CompletionStage<Done> ended =
        batches(position)
            .mapAsync(1, this::judged)
            .mapAsync(1, batch -> taken(batch, reader))
            .toMat(Sink.ignore(), Keep.right())
            .withAttributes(ActorAttributes.dispatcher(log.settings().dispatcher()))
            .run(materializer);
    log.drains().running(place, ended);
    return ended;
  }

  /** What has come while the batch before was worked on: a batch never waits to become full. */
  private Source<List<ConsumerRecord<byte[], byte[]>>, ?> batches(long position) {
    return Consumer.plainSource(log.consumer(), Subscriptions.assignmentWithOffset(place, position))
        .via(log.drains().flow())
        .batchWeighted(
            log.settings().batchBytes(),
            this::weight,
            first -> new ArrayList<>(List.of(first)),
            (batch, record) -> {
              batch.add(record);
              return batch;
            })
        .map(batch -> batch);
  }

  /** A share of the bytes at least, so that a batch has a bounded number of records too. */
  private long weight(ConsumerRecord<byte[], byte[]> record) {
    long share = log.settings().batchBytes() / log.settings().batchRecords();
    return Math.max(share, record.serializedKeySize() + record.serializedValueSize());
  }

  private record Judged(
      List<Observed> observed, long nextOffset, long logTimeMicros, int records) {}

  /** What does not count is in quarantine before the position moves beyond it. */
  private CompletionStage<Judged> judged(List<ConsumerRecord<byte[], byte[]>> batch) {
    log.meters().received(batch.size());
    List<Observed> observed = new ArrayList<>();
    List<CompletableFuture<?>> quarantined = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      RecordReader.Reading reading = log.reader().read(record);
      if (reading instanceof RecordReader.Input input) {
        observed.add(input.observed());
      } else if (reading instanceof RecordReader.Refused refused) {
        quarantined.add(
            log.quarantine().put(record, refused.code(), refused.detail()).toCompletableFuture());
      }
    }
    ConsumerRecord<byte[], byte[]> last = batch.get(batch.size() - 1);
    Judged judged =
        new Judged(
            observed,
            last.offset() + 1,
            TimeUnit.MILLISECONDS.toMicros(last.timestamp()),
            batch.size());
    return CompletableFuture.allOf(quarantined.toArray(CompletableFuture[]::new))
        .thenApply(all -> judged);
  }

  private CompletionStage<Done> taken(Judged batch, ActorRef<SummariesActor.Command> reader) {
    long from = log.clock().millis();
    return AskPattern.<SummariesActor.Command, Done>ask(
            reader,
            replyTo ->
                new SummariesActor.Take(
                    batch.observed(), batch.nextOffset(), batch.logTimeMicros(), replyTo),
            ANSWER_PATIENCE,
            log.scheduler())
        .thenApply(
            done -> {
              log.meters().done(batch.records());
              log.meters().took(Duration.ofMillis(log.clock().millis() - from));
              return done;
            });
  }

  @Override
  public void report(long position, Extent extent) {
    log.meters().lag(place.topic(), place.partition(), Math.max(0, extent.end() - position));
    if (position != reported) {
      reported = position;
      log.admin()
          .alterConsumerGroupOffsets(
              log.settings().group(), Map.of(place, new OffsetAndMetadata(position)));
    }
  }

  @Override
  public void unpublished(int outcomes) {
    log.drains().unpublished(place, outcomes);
  }

  @Override
  public void stopped(String reason) {
    log.meters().failed("position-outside-log");
    log.drains().stopped(place, reason);
  }

  @Override
  public void left() {
    log.drains().left(place);
  }
}
