package ocelli.summaries.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import akka.stream.Materializer;
import com.google.protobuf.Message;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import ocelli.runtime.HaltPoint;
import ocelli.summaries.core.Decider;
import ocelli.summaries.core.Ledger;
import ocelli.summaries.core.LogTime;
import ocelli.summaries.journal.v1m0.Advanced;
import ocelli.summaries.journal.v1m0.Closing;
import ocelli.summaries.journal.v1m0.Observed;
import ocelli.summaries.journal.v1m0.Outcome;
import ocelli.summaries.journal.v1m0.Published;
import org.jspecify.annotations.Nullable;

/**
 * The writer of one partition's journal. Reads its partition itself from the position in the
 * journal; publishes what was decided, marks it published, and starts anew where publishing fails.
 */
public final class SummariesActor
    extends EventSourcedBehavior<SummariesActor.Command, Message, Ledger> {
  private static final HaltPoint PERSISTED = HaltPoint.named("summaries-persisted");
  private static final HaltPoint PUBLISHED = HaltPoint.named("summaries-published");

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final ActorSettings settings;
  private final Surroundings surroundings;
  private final Decider decider;
  private final Ledger blank;
  private final Queue<ActorRef<Done>> waiting = new ArrayDeque<>();
  private LogTime logTime;

  /** What it can be told. */
  public sealed interface Command {}

  /**
   * Take over a batch of records.
   *
   * @param observed what they said, in their order
   * @param nextOffset the position after them
   * @param logTimeMicros log time of the last
   * @param replyTo answered when the journal has them and there is room for more
   */
  public record Take(
      List<Observed> observed, long nextOffset, long logTimeMicros, ActorRef<Done> replyTo)
      implements Command {
    public Take {
      observed = List.copyOf(observed);
    }
  }

  /** Look whether the partition's end is reached. */
  public record LookForEnd() implements Command {}

  private record EndFound(PartitionLog.Extent extent) implements Command {}

  private record StartFound(long position, PartitionLog.Extent extent) implements Command {}

  private record Sent(Published published) implements Command {}

  private record Drained() implements Command {}

  private record Failed(String what, Throwable cause) implements Command {}

  /**
   * What surrounds it.
   *
   * @param log its partition
   * @param publisher of outcomes
   * @param clock measures how much time has passed
   * @param conflicts is told of contradictions and late inputs
   */
  public record Surroundings(
      PartitionLog log, Publisher publisher, Clock clock, SummariesMeters conflicts) {}

  /** The writer of a partition. */
  public static Behavior<Command> create(
      String persistenceId, ActorSettings settings, Surroundings surroundings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new SummariesActor(context, timers, persistenceId, settings, surroundings)));
  }

  private SummariesActor(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      String persistenceId,
      ActorSettings settings,
      Surroundings surroundings) {
    super(PersistenceId.ofUniqueId(persistenceId), settings.restarts());
    this.context = context;
    this.timers = timers;
    this.settings = settings;
    this.blank = new Ledger(settings.rules());
    this.surroundings = surroundings;
    SummariesMeters meters = surroundings.conflicts();
    this.decider = new Decider(settings.rules(), meters::conflict, meters::late);
    this.logTime = new LogTime(0, 0);
  }

  @Override
  public Ledger emptyState() {
    return blank;
  }

  @Override
  public CommandHandler<Command, Message, Ledger> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(Take.class, this::onTake)
        .onCommand(LookForEnd.class, this::onLookForEnd)
        .onCommand(EndFound.class, this::onEndFound)
        .onCommand(StartFound.class, this::onStartFound)
        .onCommand(Sent.class, this::onSent)
        .onCommand(Drained.class, drained -> Effect().none())
        .onCommand(Failed.class, this::onFailed)
        .build();
  }

  @Override
  public EventHandler<Ledger, Message> eventHandler() {
    return newEventHandlerBuilder()
        .forAnyState()
        .onEvent(Advanced.class, (ledger, event) -> own(ledger).apply(event))
        .onEvent(Published.class, (ledger, event) -> own(ledger).apply(event))
        .build();
  }

  /**
   * The state that events may change. Akka applies an event before the journal has it, and starts
   * from the same empty state again where the journal refuses: that one must stay empty.
   */
  private Ledger own(Ledger ledger) {
    return ledger == blank ? new Ledger(settings.rules()) : ledger;
  }

  private Effect<Message, Ledger> onTake(Ledger ledger, Take take) {
    if (take.nextOffset() <= ledger.nextOffset()) { // a reader that was replaced repeats itself
      return Effect().none().thenRun(() -> take.replyTo().tell(Done.getInstance()));
    }
    logTime.saw(take.logTimeMicros(), nowMicros());
    Advanced event =
        decider.taken(ledger, take.observed(), take.nextOffset(), take.logTimeMicros());
    return Effect()
        .persist(event)
        .thenRun(
            after -> {
              publish(outcomes(event));
              waiting.add(take.replyTo());
              release(after);
            });
  }

  /** Answers the reader while there is room for what its next batch may close. */
  private void release(Ledger ledger) {
    surroundings.log().unpublished(ledger.unpublished().size());
    while (!waiting.isEmpty() && ledger.unpublished().size() <= settings.unpublishedAtMost()) {
      waiting.remove().tell(Done.getInstance());
    }
  }

  private static List<Outcome> outcomes(Advanced event) {
    return event.getClosingsList().stream()
        .filter(Closing::hasOutcome)
        .map(Closing::getOutcome)
        .toList();
  }

  private void publish(Collection<Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      return;
    }
    PERSISTED.reached();
    Published published =
        Published.newBuilder()
            .addAllMessageIds(outcomes.stream().map(Outcome::getMessageId).toList())
            .build();
    context.pipeToSelf(
        surroundings.publisher().publish(List.copyOf(outcomes)),
        (done, failure) -> answer("publishing", new Sent(published), failure));
  }

  private static Command answer(String what, Command done, @Nullable Throwable failure) {
    return failure == null ? done : new Failed(what, failure);
  }

  private Effect<Message, Ledger> onSent(Ledger ledger, Sent sent) {
    PUBLISHED.reached();
    return Effect().persist(sent.published()).thenRun(this::release);
  }

  private Effect<Message, Ledger> onFailed(Ledger ledger, Failed failed) {
    throw new IllegalStateException(failed.what() + " failed", failed.cause());
  }

  private Effect<Message, Ledger> onLookForEnd(Ledger ledger, LookForEnd look) {
    context.pipeToSelf(
        surroundings.log().extent(),
        (extent, failure) -> failure == null ? new EndFound(extent) : new Drained());
    return Effect().none();
  }

  /** Only at the end is silence idleness: what closes is itself an event with its time. */
  private Effect<Message, Ledger> onEndFound(Ledger ledger, EndFound found) {
    long position = surroundings.log().moved(ledger.nextOffset());
    surroundings.log().report(position, found.extent());
    if (found.extent().end() != position || ledger.restless().isEmpty()) {
      return Effect().none();
    }
    Optional<Advanced> event = decider.idled(ledger, logTime.now(nowMicros()));
    return event.isEmpty()
        ? Effect().none()
        : Effect()
            .persist(event.get())
            .thenRun(
                after -> {
                  publish(outcomes(event.get()));
                  release(after);
                });
  }

  private void lookForStart(Ledger ledger) {
    long position = ledger.nextOffset();
    context.pipeToSelf(
        surroundings.log().extent(),
        (extent, failure) ->
            answer("looking for the log", new StartFound(position, extent), failure));
  }

  /**
   * An extent is older than what came after it was asked for: of the reader before a restart a last
   * batch may, and the log is not shorter for that.
   */
  private Effect<Message, Ledger> onStartFound(Ledger ledger, StartFound found) {
    if (found.position() != ledger.nextOffset()) {
      lookForStart(ledger);
      return Effect().none();
    }
    long position = surroundings.log().moved(ledger.nextOffset());
    if (position != ledger.nextOffset()) {
      context
          .getLog()
          .warn(
              "{} passes over offsets {} to {}: ocelli.summaries.moves says so",
              persistenceId().id(),
              ledger.nextOffset(),
              position - 1);
    }
    if (!found.extent().holds(position)) {
      stopLoudly(position, found.extent());
      return Effect().none();
    }
    Materializer materializer = Materializer.createMaterializer(context);
    context.pipeToSelf(
        surroundings.log().read(position, context.getSelf(), materializer),
        (done, failure) -> answer("reading", new Drained(), failure));
    return Effect().none();
  }

  /** A gap is a person's to judge: nothing jumps over it. */
  private void stopLoudly(long position, PartitionLog.Extent extent) {
    long from = Math.min(position, extent.end());
    long to = Math.max(position, extent.first()) - 1;
    String reason =
        String.format(
            "the position %d is outside the log (%d to %d): offsets %d to %d are missing; reading"
                + " is stopped",
            position, extent.first(), extent.end(), from, to);
    context.getLog().error("{}: {}", persistenceId().id(), reason);
    surroundings.log().stopped(reason);
  }

  @Override
  public SignalHandler<Ledger> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .onSignal(PreRestart.instance(), ledger -> surroundings.log().left())
        .onSignal(PostStop.instance(), ledger -> surroundings.log().left())
        .build();
  }

  private void onRecovered(Ledger ledger) {
    logTime = new LogTime(ledger.logTimeMicros(), nowMicros());
    publish(ledger.unpublished());
    release(ledger);
    lookForStart(ledger);
    timers.startTimerWithFixedDelay(new LookForEnd(), settings.idleCheckEvery());
  }

  private long nowMicros() {
    return TimeUnit.MILLISECONDS.toMicros(surroundings.clock().millis());
  }

  @Override
  public SnapshotAdapter<Ledger> snapshotAdapter() {
    return new LedgerSnapshots(settings.rules());
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(settings.snapshotEvery(), 2)
        .withDeleteEventsOnSnapshot();
  }

  @Override
  public String journalPluginId() {
    return settings.journalPlugin();
  }

  @Override
  public String snapshotPluginId() {
    return settings.snapshotPlugin();
  }
}
