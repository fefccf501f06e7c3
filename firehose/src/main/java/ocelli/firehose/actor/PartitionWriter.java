package ocelli.firehose.actor;

import akka.Done;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.kafka.javadsl.Consumer.DrainingControl;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import ocelli.firehose.jdbc.WriterKey;
import ocelli.firehose.kafka.LogBounds;
import ocelli.protocol.TopicNames;
import org.jspecify.annotations.Nullable;

/**
 * Writes one partition of delivery-1 into the journal. It assigns the partition to itself, from the
 * position in the journal. What fails passes: it starts again. Another writer ends it; a position
 * that the log does not hold stops it until a person acts.
 */
public final class PartitionWriter extends AbstractBehavior<PartitionWriter.Command> {
  private static final Duration FIRST_PAUSE =
      Duration.ofMillis(200); // a restarted broker's first answer
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10); // what a fail-over takes
  private static final double JITTER = 0.2; // four writers do not come back at the same moment
  private static final Duration LAG_EVERY = Duration.ofSeconds(10);

  private final WriterKey key;
  private final WriterPorts ports;
  private @Nullable DrainingControl<Done> stream;
  private @Nullable Appender appender;

  /** What a writer is told. */
  public sealed interface Command {}

  /** End, to go on elsewhere. */
  public enum Stop implements Command {
    /** The only one. */
    INSTANCE
  }

  private record Found(long position, LogBounds bounds) implements Command {}

  private record Failed(Throwable failure) implements Command {}

  private enum Ended implements Command {
    INSTANCE
  }

  private enum AskLag implements Command {
    NOW
  }

  private record LogEnd(long offset) implements Command {}

  /** The writer of a partition. */
  public static Behavior<Command> create(WriterKey key, WriterPorts ports) {
    Behavior<Command> writer =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(timers -> new PartitionWriter(context, timers, key, ports)));
    return Behaviors.supervise(writer)
        .onFailure(
            Exception.class,
            SupervisorStrategy.restartWithBackoff(FIRST_PAUSE, LONGEST_PAUSE, JITTER));
  }

  private PartitionWriter(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      WriterKey key,
      WriterPorts ports) {
    super(context);
    this.key = key;
    this.ports = ports;
    context.pipeToSelf(
        // One after the other: a log that was asked first is older than a position that has moved.
        ports
            .journal()
            .position(key)
            .thenCompose(
                position ->
                    ports
                        .bounds()
                        .of(key.partition())
                        .thenApply(bounds -> new Found(position, bounds))),
        (found, failure) -> found != null ? found : new Failed(cause(failure)));
    timers.startTimerWithFixedDelay(AskLag.NOW, LAG_EVERY);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Found.class, this::onFound)
        .onMessage(Failed.class, this::onFailed)
        .onMessage(Ended.class, ended -> Behaviors.stopped())
        .onMessage(Stop.class, this::onStop)
        .onMessage(AskLag.class, this::onAskLag)
        .onMessage(LogEnd.class, this::onLogEnd)
        .onSignal(PreRestart.class, signal -> abandon())
        .onSignal(PostStop.class, signal -> abandon())
        .build();
  }

  private Behavior<Command> onFound(Found found) {
    long start = ports.moves().moved(key.partition(), found.position(), getContext().getLog());
    Optional<String> missing = found.bounds().missing(start);
    if (missing.isPresent()) {
      return standStill(missing.get());
    }
    ports.stopped().runs(key.partition());
    // The journal moves on from where it stands, with the first batch; until then it stands there.
    appender = new Appender(key, found.position(), ports);
    stream = ports.source().run(key.partition(), start, appender::append);
    getContext()
        .pipeToSelf(
            stream.streamCompletion(),
            (done, failure) -> failure == null ? Ended.INSTANCE : new Failed(cause(failure)));
    getContext().getLog().info("partition {} from offset {}", key.partition(), start);
    return this;
  }

  /** It stays, so that nobody starts it again in vain, and the health check goes on telling. */
  private Behavior<Command> standStill(String missing) {
    getContext()
        .getLog()
        .error("{} partition {} stops: {}", TopicNames.DELIVERY, key.partition(), missing);
    ports.stopped().stopped(key.partition(), missing);
    ports.meters().failed("missing-range");
    return this;
  }

  private Behavior<Command> onFailed(Failed failed) throws Exception {
    if (failed.failure() instanceof Appender.FencedException fenced) {
      getContext().getLog().error("partition {} ends: {}", key.partition(), fenced.getMessage());
      ports.meters().failed("fenced");
      return Behaviors.stopped();
    }
    ports.meters().failed("writer-restarted");
    throw new IllegalStateException(
        "partition " + key.partition() + " starts again", failed.failure());
  }

  private Behavior<Command> onStop(Stop stop) {
    if (stream == null) {
      return Behaviors.stopped();
    }
    stream.drainAndShutdown(getContext().getExecutionContext());
    return this;
  }

  private Behavior<Command> onAskLag(AskLag now) {
    getContext()
        .pipeToSelf(
            ports.bounds().of(key.partition()),
            (bounds, failure) -> new LogEnd(bounds == null ? -1 : bounds.end()));
    return this;
  }

  private Behavior<Command> onLogEnd(LogEnd end) {
    if (appender != null && end.offset() >= 0) {
      long behind = Math.max(0, end.offset() - appender.position());
      ports.meters().lag(TopicNames.DELIVERY, key.partition(), behind);
    }
    return this;
  }

  /** What is in flight may still commit: the fence makes it harmless. */
  private Behavior<Command> abandon() {
    ports.stopped().runs(key.partition()); // another process may have it, and says what is wrong
    if (stream != null) {
      stream.shutdown();
    }
    return this;
  }

  private static Throwable cause(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null ? new IllegalStateException("ended without a reason") : cause;
  }
}
