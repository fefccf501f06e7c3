package ocelli.vision.kafka;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.kafka.CommitterSettings;
import akka.kafka.ConsumerMessage.Committable;
import akka.kafka.ConsumerMessage.CommittableMessage;
import akka.kafka.ConsumerSettings;
import akka.kafka.Subscriptions;
import akka.kafka.javadsl.Committer;
import akka.kafka.javadsl.Consumer;
import akka.stream.Materializer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.protocol.TopicNames;
import ocelli.runtime.HaltPoint;

/** The stream of one task: images in, answers out, position moved. */
public final class TaskStream {
  private static final HaltPoint PUBLISHED = HaltPoint.named("vision-published");

  private final RestartingStream stream;

  private TaskStream(RestartingStream stream) {
    this.stream = stream;
  }

  /**
   * Starts the stream; it goes on until drained.
   *
   * @param partitions of the topic, all of which may be assigned here
   */
  public static TaskStream start(
      ActorSystem<?> system,
      ConsumerSettings<byte[], byte[]> consumer,
      int partitions,
      ImageWork work,
      TaskStreamLimits limits) {
    return start(system, Materializer.matFromSystem(system), consumer, partitions, work, limits);
  }

  /** The same on a materializer whose end is the stream's, at once and without a word. */
  static TaskStream start(
      ActorSystem<?> system,
      Materializer materializer,
      ConsumerSettings<byte[], byte[]> consumer,
      int partitions,
      ImageWork work,
      TaskStreamLimits limits) {
    CommitterSettings committer =
        CommitterSettings.create(system).withMaxInterval(limits.commitInterval());
    RestartingStream stream =
        new RestartingStream(
            "vision-" + work.task(),
            () -> begin(materializer, consumer, committer, partitions, work, limits),
            system,
            limits.restart());
    return new TaskStream(stream.start());
  }

  private static Consumer.DrainingControl<Done> begin(
      Materializer materializer,
      ConsumerSettings<byte[], byte[]> consumer,
      CommitterSettings committer,
      int partitions,
      ImageWork work,
      TaskStreamLimits limits) {
    FinishedInWindow<CommittableMessage<byte[], byte[]>, Committable> finished =
        new FinishedInWindow<>(
            limits.atATime(), limits.window(), message -> finished(work, message));
    return Consumer.committablePartitionedSource(
            consumer.withStopTimeout(Duration.ZERO), // a drained stream has nothing more to commit
            Subscriptions.topics(TopicNames.INGEST))
        .flatMapMerge(partitions, partition -> partition.second().via(finished))
        .toMat(Committer.sink(committer), Consumer::createDrainingControl)
        .run(materializer);
  }

  private static CompletionStage<Committable> finished(
      ImageWork work, CommittableMessage<byte[], byte[]> message) {
    return work.on(message.record())
        .thenApply(
            done -> {
              PUBLISHED.reached();
              return message.committableOffset();
            });
  }

  /** What is wrong; empty while the stream runs. */
  public Optional<String> trouble() {
    return stream.trouble();
  }

  /** Does not start again when it ends, as a process that is killed does not. */
  void giveUp() {
    stream.giveUp();
  }

  /** Takes no more images, answers and commits those in work. */
  public CompletionStage<Done> drain() {
    return stream.drain();
  }
}
