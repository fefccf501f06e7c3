package ocelli.vision.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.engine.VisionEngine;
import org.jspecify.annotations.Nullable;

/** The workers of one task: an image goes to whichever is free, in the order of asking. */
public final class Workers extends AbstractBehavior<Workers.Command> {
  private static final DispatcherSelector OWN_THREAD =
      DispatcherSelector.fromConfig("ocelli.vision.engine-thread");

  private final Supplier<VisionEngine> open;
  private final Limits limits;
  private final TimerScheduler<Command> timers;
  private final Deque<ActorRef<Worker.Examine>> idle = new ArrayDeque<>();
  private final Deque<Look> waiting = new ArrayDeque<>();
  private final Map<ActorRef<Worker.Examine>, Look> busy = new HashMap<>();
  private final Set<ActorRef<Worker.Examine>> cold = new HashSet<>();
  private final Set<ActorRef<Worker.Examine>> hung = new HashSet<>();
  private Optional<String> trouble = Optional.of("the engines are being opened");
  private int opened;

  /**
   * How much a task may take.
   *
   * @param workers engines at a time
   * @param look after which a look is given up and its worker replaced: longer than any limit of
   *     the engine's own
   * @param reopen how long to wait after an engine did not open
   */
  public record Limits(int workers, Duration look, Duration reopen) {}

  /** What workers are asked. */
  public sealed interface Command {}

  /** Look at an image; always answered. */
  public record Look(ByteString image, EngineRequest request, ActorRef<Seen> replyTo)
      implements Command {}

  /** Say what is wrong; nothing where at least one engine is warm and none hangs. */
  public record Inspect(ActorRef<Optional<String>> replyTo) implements Command {}

  record Warm(ActorRef<Worker.Examine> worker) implements Command {}

  record Unopened(String why) implements Command {}

  record Looked(ActorRef<Worker.Examine> worker, Seen seen) implements Command {}

  private record Overdue(ActorRef<Worker.Examine> worker) implements Command {}

  private record Reopen() implements Command {}

  private Workers(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Supplier<VisionEngine> open,
      Limits limits) {
    super(context);
    this.timers = timers;
    this.open = open;
    this.limits = limits;
    fill();
  }

  /**
   * Opens engines and hands out images to them.
   *
   * @param open opens an engine; called on each worker's own thread
   */
  public static Behavior<Command> create(Supplier<VisionEngine> open, Limits limits) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Workers(context, timers, open, limits)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Look.class, this::onLook)
        .onMessage(Inspect.class, this::onInspect)
        .onMessage(Warm.class, this::onWarm)
        .onMessage(Unopened.class, this::onUnopened)
        .onMessage(Looked.class, this::onLooked)
        .onMessage(Overdue.class, this::onOverdue)
        .onMessage(Reopen.class, reopen -> onReopen())
        .onSignal(Terminated.class, this::onTerminated)
        .build();
  }

  private Behavior<Command> onLook(Look look) {
    waiting.add(look);
    return handOut();
  }

  private Behavior<Command> onInspect(Inspect inspect) {
    Optional<String> hanging =
        hung.isEmpty() ? Optional.empty() : Optional.of(hung.size() + " engines do not return");
    inspect.replyTo().tell(trouble.or(() -> hanging));
    return this;
  }

  private Behavior<Command> onWarm(Warm warm) {
    trouble = Optional.empty();
    cold.remove(warm.worker());
    idle.add(warm.worker());
    return handOut();
  }

  private Behavior<Command> onUnopened(Unopened unopened) {
    trouble = Optional.of(unopened.why());
    return this;
  }

  private Behavior<Command> onLooked(Looked looked) {
    timers.cancel(looked.worker());
    @Nullable Look look = busy.remove(looked.worker());
    if (look == null) {
      return this; // returned after it was given up
    }
    look.replyTo().tell(looked.seen());
    idle.add(looked.worker()); // one that ended is taken out by its Terminated
    return handOut();
  }

  private Behavior<Command> onOverdue(Overdue overdue) {
    @Nullable Look look = busy.remove(overdue.worker());
    if (look == null) {
      return this;
    }
    getContext().getLog().warn("an engine does not return after {} and is replaced", limits.look());
    look.replyTo().tell(new Seen.GaveUp("the engine took longer than " + limits.look()));
    hung.add(overdue.worker());
    getContext().stop(overdue.worker()); // ends when the look returns
    return fill();
  }

  private Behavior<Command> onReopen() {
    return fill();
  }

  private Behavior<Command> onTerminated(Terminated terminated) {
    ActorRef<Worker.Examine> worker = terminated.getRef().unsafeUpcast();
    idle.remove(worker);
    hung.remove(worker);
    @Nullable Look interrupted = busy.remove(worker);
    timers.cancel(worker);
    if (interrupted != null) {
      waiting.addFirst(interrupted); // given to it after it had ended
    }
    if (cold.remove(worker)) {
      timers.startSingleTimer("reopen", new Reopen(), limits.reopen());
      return this;
    }
    return fill();
  }

  /** Hung ones count twice at most: a task holds no more than twice its engines in memory. */
  private Behavior<Command> fill() {
    int wanted = Math.min(limits.workers(), 2 * limits.workers() - hung.size());
    while (idle.size() + busy.size() + cold.size() < wanted) {
      ActorRef<Worker.Examine> worker =
          getContext()
              .spawn(Worker.create(open, getContext().getSelf()), "worker-" + opened++, OWN_THREAD);
      getContext().watch(worker);
      cold.add(worker);
    }
    return handOut();
  }

  private Behavior<Command> handOut() {
    while (!idle.isEmpty() && !waiting.isEmpty()) {
      ActorRef<Worker.Examine> worker = idle.remove();
      Look look = waiting.remove();
      busy.put(worker, look);
      timers.startSingleTimer(worker, new Overdue(worker), limits.look());
      worker.tell(new Worker.Examine(look.image(), look.request()));
    }
    return this;
  }
}
