package ocelli.push.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.pubsub.Topic;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import ocelli.push.core.Batch;
import ocelli.push.core.Slices;
import ocelli.push.core.WriterState;
import ocelli.push.journal.v1m0.JournalHead;
import ocelli.push.journal.v1m0.SliceAppended;
import ocelli.runtime.HaltPoint;

/**
 * The write side of a partition: what a batch holds is appended, with the Kafka position, in one
 * write. It validates and appends, nothing else. What it appended last is told to the views. It
 * stops where the journal refuses, another writer having been first or the database gone: its
 * reader starts both again.
 */
public final class Writer extends EventSourcedBehavior<Writer.Command, Message, WriterState> {
  private static final int SNAPSHOT_EVERY = 500; // a start reads at most these: about 0.1 s
  private static final int SNAPSHOTS_KEPT = 2;

  private static final HaltPoint PERSISTED = HaltPoint.named("push-writer-persisted");

  /** What a writer is asked. */
  public sealed interface Command {}

  /**
   * Append a batch.
   *
   * @param appended completes when it is in the journal
   */
  public record Append(Batch batch, CompletableFuture<Done> appended) implements Command {}

  /**
   * Say where the journal stands.
   *
   * @param answer gets the first Kafka offset that is not in the journal
   */
  public record AskPosition(Consumer<Long> answer) implements Command {}

  private final ActorRef<Topic.Command<JournalHead>> nudges;
  private final int partition;
  private final Slices slices;

  private Writer(ActorContext<Command> context, int partition, Slices slices) {
    super(PersistenceId.ofUniqueId(Slices.persistenceId(partition)));
    this.nudges = context.spawn(Nudges.of(partition), "nudges");
    this.partition = partition;
    this.slices = slices;
  }

  /** The writer of a partition. */
  public static Behavior<Command> create(int partition, Slices slices) {
    return Behaviors.setup(context -> new Writer(context, partition, slices));
  }

  @Override
  public WriterState emptyState() {
    return new WriterState(slices);
  }

  @Override
  public CommandHandler<Command, Message, WriterState> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(Append.class, this::onAppend)
        .onCommand(AskPosition.class, this::onAskPosition)
        .build();
  }

  private Effect<Message, WriterState> onAppend(WriterState state, Append append) {
    List<Message> events = state.decide(append.batch());
    if (events.isEmpty()) {
      return Effect().none().thenRun(same -> append.appended().complete(Done.done()));
    }
    return Effect()
        .persist(events)
        .thenRun(
            after -> {
              PERSISTED.reached();
              nudge(events, after);
              append.appended().complete(Done.done());
            });
  }

  private void nudge(List<Message> events, WriterState state) {
    for (Message event : events) {
      if (event instanceof SliceAppended appended) {
        nudges.tell(Topic.publish(state.head(appended.getSlice())));
      }
    }
  }

  private Effect<Message, WriterState> onAskPosition(WriterState state, AskPosition ask) {
    return Effect().none().thenRun(same -> ask.answer().accept(same.nextOffset()));
  }

  @Override
  public EventHandler<WriterState, Message> eventHandler() {
    return WriterState::apply;
  }

  @Override
  public Set<String> tagsFor(Message event) {
    return event instanceof SliceAppended appended
        ? Set.of(Slices.tag(partition, appended.getSlice()))
        : Set.of();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, SNAPSHOTS_KEPT);
  }

  @Override
  public SnapshotAdapter<WriterState> snapshotAdapter() {
    return new WriterSnapshots(slices);
  }

  @Override
  public String journalPluginId() {
    return JournalPlugins.JOURNAL;
  }

  @Override
  public String snapshotPluginId() {
    return JournalPlugins.SNAPSHOTS;
  }
}
