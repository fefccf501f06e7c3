package ocelli.ledger.kafka;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.kafka.CommitterSettings;
import akka.kafka.ConsumerMessage;
import akka.kafka.ConsumerMessage.Committable;
import akka.kafka.ConsumerMessage.CommittableMessage;
import akka.kafka.ConsumerSettings;
import akka.kafka.Subscriptions;
import akka.kafka.javadsl.Committer;
import akka.kafka.javadsl.Consumer;
import akka.stream.KillSwitches;
import akka.stream.RestartSettings;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.RestartSource;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import ocelli.ledger.core.Seen;
import ocelli.protocol.TopicNames;
import ocelli.runtime.HaltPoint;
import ocelli.runtime.ServiceMeters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what both topics show, then moves the position; begins again whatever fails. */
public final class LedgerStream {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerStream.class);
  private static final HaltPoint NOTED = HaltPoint.named("ledger-noted");
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200); // a restarted broker answers
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10); // what a fail-over takes
  private static final double JITTER = 0.2; // several nodes do not come back at the same moment

  private final SightingReader reader;
  private final Function<Seen, CompletionStage<Integer>> store;
  private final ServiceMeters meters;
  private volatile Optional<String> trouble = Optional.empty();
  private final SharedKillSwitch stopping = KillSwitches.shared("ledger");
  private CompletionStage<Done> ended = CompletableFuture.completedFuture(Done.getInstance());

  /**
   * How records are gathered.
   *
   * @param records at most, of one transaction
   * @param patience for them
   */
  public record Batches(int records, Duration patience) {}

  private record Read(Committable position, SightingReader.Reading reading) {}

  /**
   * @param store notes what is seen durably; answers how many images they changed
   */
  public LedgerStream(
      SightingReader reader, Function<Seen, CompletionStage<Integer>> store, ServiceMeters meters) {
    this.reader = reader;
    this.store = store;
    this.meters = meters;
  }

  /** Begins to read. */
  public LedgerStream start(
      ActorSystem<?> system,
      ConsumerSettings<byte[], byte[]> consumer,
      CommitterSettings committer,
      Batches batches) {
    ended =
        RestartSource.onFailuresWithBackoff(
                RestartSettings.create(FIRST_PAUSE, LONGEST_PAUSE, JITTER),
                () -> noted(consumer, batches).via(Committer.flow(committer)))
            .toMat(Sink.ignore(), Keep.right())
            .run(system);
    return this;
  }

  private Source<Committable, NotUsed> noted(
      ConsumerSettings<byte[], byte[]> consumer, Batches batches) {
    return Consumer.committableSource(
            consumer, Subscriptions.topics(TopicNames.VISION, TopicNames.DELIVERY))
        .mapMaterializedValue(control -> NotUsed.getInstance())
        .via(stopping.flow())
        .map(this::read)
        .groupedWithin(batches.records(), batches.patience())
        .mapAsync(1, this::note)
        .mapError(Throwable.class, this::failed);
  }

  private Read read(CommittableMessage<byte[], byte[]> message) {
    meters.received(1);
    SightingReader.Reading reading = reader.read(message.record());
    if (reading instanceof SightingReader.Refused refused) {
      meters.failed(refused.code());
    }
    return new Read(message.committableOffset(), reading);
  }

  private CompletionStage<Committable> note(List<Read> batch) {
    List<Seen> seen =
        batch.stream()
            .map(Read::reading)
            .filter(SightingReader.Shown.class::isInstance)
            .map(shown -> ((SightingReader.Shown) shown).seen())
            .toList();
    return store
        .apply(Seen.all(seen))
        .thenApply(
            done -> {
              NOTED.reached();
              meters.done(batch.size());
              trouble = Optional.empty();
              return ConsumerMessage.createCommittableOffsetBatch(
                  batch.stream().map(Read::position).toList());
            });
  }

  private Throwable failed(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    trouble = Optional.of(String.valueOf(cause.getMessage()));
    LOG.warn("The ledger's stream begins again", failure);
    return failure;
  }

  /** What ended it last; empty while it gets on. */
  public Optional<String> trouble() {
    return trouble;
  }

  /** Takes no more records; what is noted and not committed then is noted again, to no effect. */
  public CompletionStage<Done> drain() {
    stopping.shutdown();
    return ended;
  }
}
