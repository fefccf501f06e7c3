package ocelli.firehose.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.pubsub.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import ocelli.firehose.core.JournalRow;
import ocelli.firehose.core.Tail;
import ocelli.firehose.core.Word;
import ocelli.protocol.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * The hubs of this node's connected clients. They hear of commits from the writers, here with the
 * rows, elsewhere by a nudge; what they do not hear, one query for all of them finds before each
 * heartbeat.
 */
public final class ClientHubs extends AbstractBehavior<ClientHubs.Command> {
  private final Map<ClientId, Hub> hubs = new HashMap<>();
  private final Function<Set<ClientId>, CompletionStage<Map<ClientId, Long>>> lasts;
  private final int tailBytes;

  /** What hubs are told. */
  public sealed interface Command {}

  /** A connection of the client begins; told before it reads the table. */
  public record Join(ClientId client) implements Command {}

  /** A connection of the client ended. */
  public record Leave(ClientId client) implements Command {}

  /** A connection that has read the table asks what comes after its position. */
  public record Ask(ClientId client, long position, ActorRef<Word> replyTo) implements Command {}

  /** A writer on this node committed rows, in order. */
  public record Appended(List<JournalRow> rows) implements Command {
    public Appended {
      rows = List.copyOf(rows);
    }
  }

  /** A writer somewhere committed: each client's last cursor. It may get lost. */
  public record Nudge(Map<ClientId, Long> lasts) implements Command {
    public Nudge {
      lasts = Map.copyOf(lasts);
    }
  }

  private enum Compare implements Command {
    NOW
  }

  private record Compared(Map<ClientId, Long> lasts, @Nullable Throwable failure)
      implements Command {}

  /**
   * The hubs of a node.
   *
   * @param nudges where nudges arrive
   * @param lasts asks the journal for the last cursors of some clients
   * @param heartbeat how often connections get a sign of life, each after a comparison
   * @param tailBytes what a hub remembers
   */
  public static Behavior<Command> create(
      ActorRef<Topic.Command<Nudge>> nudges,
      Function<Set<ClientId>, CompletionStage<Map<ClientId, Long>>> lasts,
      Duration heartbeat,
      int tailBytes) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  nudges.tell(Topic.subscribe(context.getSelf().narrow()));
                  return new ClientHubs(context, timers, lasts, heartbeat, tailBytes);
                }));
  }

  private ClientHubs(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Function<Set<ClientId>, CompletionStage<Map<ClientId, Long>>> lasts,
      Duration heartbeat,
      int tailBytes) {
    super(context);
    this.lasts = lasts;
    this.tailBytes = tailBytes;
    timers.startTimerWithFixedDelay(Compare.NOW, heartbeat);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Join.class, this::onJoin)
        .onMessage(Leave.class, this::onLeave)
        .onMessage(Ask.class, this::onAsk)
        .onMessage(Appended.class, this::onAppended)
        .onMessage(Nudge.class, this::onNudge)
        .onMessage(Compare.class, this::onCompare)
        .onMessage(Compared.class, this::onCompared)
        .build();
  }

  private Behavior<Command> onJoin(Join join) {
    hubs.computeIfAbsent(join.client(), client -> new Hub(new Tail(tailBytes))).join();
    return this;
  }

  private Behavior<Command> onLeave(Leave leave) {
    hubs.computeIfPresent(leave.client(), (client, hub) -> hub.leave() ? null : hub);
    return this;
  }

  private Behavior<Command> onAsk(Ask ask) {
    Hub hub = hubs.get(ask.client());
    if (hub == null) {
      ask.replyTo().tell(new Word.ReadTable());
    } else {
      hub.ask(ask.position(), ask.replyTo());
    }
    return this;
  }

  private Behavior<Command> onAppended(Appended appended) {
    appended.rows().stream()
        .filter(row -> hubs.containsKey(row.client()))
        .collect(Collectors.groupingBy(JournalRow::client))
        .forEach((client, rows) -> hub(client, hub -> hub.appended(rows)));
    return this;
  }

  private Behavior<Command> onNudge(Nudge nudge) {
    nudge.lasts().forEach((client, cursor) -> hub(client, hub -> hub.heardOf(cursor)));
    return this;
  }

  private Behavior<Command> onCompare(Compare now) {
    if (!hubs.isEmpty()) {
      getContext()
          .pipeToSelf(
              lasts.apply(Set.copyOf(hubs.keySet())),
              (found, failure) -> new Compared(found == null ? Map.of() : found, failure));
    }
    return this;
  }

  /** A heartbeat says only what was shown, so it is true even where the journal did not answer. */
  private Behavior<Command> onCompared(Compared compared) {
    if (compared.failure() != null) {
      getContext().getLog().warn("cannot compare with the journal", compared.failure());
    }
    compared.lasts().forEach((client, cursor) -> hub(client, hub -> hub.heardOf(cursor)));
    hubs.values().forEach(Hub::quiet);
    return this;
  }

  private void hub(ClientId client, Consumer<Hub> act) {
    Hub hub = hubs.get(client);
    if (hub != null) {
      act.accept(hub);
    }
  }
}
