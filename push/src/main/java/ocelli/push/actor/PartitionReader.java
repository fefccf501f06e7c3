package ocelli.push.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.kafka.CommitterSettings;
import akka.kafka.javadsl.Committer;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.protocol.TopicNames;
import ocelli.push.core.Slices;
import ocelli.push.kafka.DeliverySource;
import ocelli.push.kafka.LogBounds;
import ocelli.push.kafka.ReadBatch;
import ocelli.runtime.ServiceMeters;
import ocelli.runtime.kafka.PositionMoves;
import org.jspecify.annotations.Nullable;

/**
 * A partition on its way into the journal: starts its writer, asks it for the position, assigns the
 * partition from there and feeds it, one batch at a time. What fails starts again from the journal;
 * a position outside the log stops the partition until a person has looked.
 */
public final class PartitionReader extends AbstractBehavior<PartitionReader.Command> {
  private static final Duration LAG_EVERY = Duration.ofSeconds(5); // as often as meters are read

  /** What a reader is told. */
  public sealed interface Command {}

  private record Recovered(long position) implements Command {}

  private record Bounded(long position, LogBounds.Range range) implements Command {}

  private record Ended(@Nullable Throwable failure) implements Command {}

  private record MeasureLag() implements Command {}

  private record Measured(LogBounds.Range range) implements Command {}

  /**
   * What readers share.
   *
   * @param moves of positions outside the log, as a person decided
   * @param halted told what is missing where a partition stops
   * @param drain ends reading
   */
  public record Wiring(
      DeliverySource source,
      LogBounds bounds,
      Slices slices,
      ServiceMeters meters,
      PositionMoves moves,
      HaltedPartitions halted,
      SharedKillSwitch drain) {}

  private final int partition;
  private final Wiring wiring;
  private final ActorRef<Writer.Command> writer;
  private @Nullable UniqueKillSwitch reading;

  private PartitionReader(
      ActorContext<Command> context, TimerScheduler<Command> timers, int partition, Wiring wiring) {
    super(context);
    this.partition = partition;
    this.wiring = wiring;
    this.writer = context.spawn(Writer.create(partition, wiring.slices()), "writer");
    context.watch(writer); // its end is this one's failure
    timers.startTimerWithFixedDelay(new MeasureLag(), LAG_EVERY);
    ActorRef<Command> self = context.getSelf();
    writer.tell(new Writer.AskPosition(position -> self.tell(new Recovered(position))));
  }

  /** The reader of a partition. */
  public static Behavior<Command> create(int partition, Wiring wiring) {
    Behavior<Command> reader =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> new PartitionReader(context, timers, partition, wiring)));
    return Behaviors.supervise(reader)
        .onFailure(
            SupervisorStrategy.restartWithBackoff(
                Duration.ofMillis(200), Duration.ofSeconds(10), 0.2)); // a failover takes seconds
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Recovered.class, this::onRecovered)
        .onMessage(Bounded.class, this::onBounded)
        .onMessage(Ended.class, this::onEnded)
        .onMessage(MeasureLag.class, this::onMeasureLag)
        .onMessage(Measured.class, this::onMeasured)
        .onSignal(PreRestart.class, signal -> stopReading())
        .onSignal(PostStop.class, signal -> stopReading())
        .build();
  }

  private Behavior<Command> onRecovered(Recovered recovered) {
    long position = wiring.moves().moved(partition, recovered.position(), getContext().getLog());
    getContext()
        .pipeToSelf(
            wiring.bounds().of(partition),
            (range, failure) -> range == null ? new Ended(failure) : new Bounded(position, range));
    return this;
  }

  private Behavior<Command> onBounded(Bounded bounded) {
    Optional<String> missing = bounded.range().missing(bounded.position());
    if (missing.isPresent()) {
      String what = TopicNames.DELIVERY + "/" + partition + ": " + missing.get();
      getContext().getLog().error("Push stops reading {}", what);
      wiring.halted().put(partition, what);
      return this;
    }
    wiring.halted().remove(partition);
    read(bounded.position());
    return this;
  }

  private void read(long position) {
    var stream =
        wiring
            .source()
            .from(partition, position)
            .viaMat(KillSwitches.single(), Keep.right())
            .via(wiring.drain().flow())
            .mapAsync(1, this::append)
            .map(ReadBatch::last)
            .toMat(Committer.sink(CommitterSettings.create(getContext().getSystem())), Keep.both())
            .run(getContext().getSystem());
    reading = stream.first();
    getContext().pipeToSelf(stream.second(), (done, failure) -> new Ended(failure));
  }

  private CompletionStage<ReadBatch> append(ReadBatch read) {
    CompletableFuture<Done> appended = new CompletableFuture<>();
    writer.tell(new Writer.Append(read.batch(), appended));
    return appended.thenApply(
        done -> {
          wiring.meters().received(read.count());
          return read;
        });
  }

  private Behavior<Command> onEnded(Ended ended) {
    if (ended.failure() != null) {
      throw new IllegalStateException(
          "reading " + TopicNames.DELIVERY + "/" + partition + " failed", ended.failure());
    }
    return this;
  }

  private Behavior<Command> onMeasureLag(MeasureLag tick) {
    getContext()
        .pipeToSelf(
            wiring.bounds().of(partition),
            (range, failure) -> new Measured(range == null ? new LogBounds.Range(0, -1) : range));
    return this;
  }

  private Behavior<Command> onMeasured(Measured measured) {
    if (measured.range().end() >= 0) {
      writer.tell(
          new Writer.AskPosition(
              position ->
                  wiring
                      .meters()
                      .lag(
                          TopicNames.DELIVERY,
                          partition,
                          Math.max(0, measured.range().end() - position))));
    }
    return this;
  }

  private Behavior<Command> stopReading() {
    wiring.halted().remove(partition); // another process may have it, and says what is wrong
    if (reading != null) {
      reading.shutdown();
    }
    return this;
  }
}
