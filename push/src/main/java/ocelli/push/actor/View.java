package ocelli.push.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.time.Instant;
import ocelli.push.core.Endpoint;
import ocelli.push.core.Slices;
import ocelli.push.core.ViewPosition;
import ocelli.push.core.ViewProgress;
import ocelli.push.jdbc.ViewStore;
import ocelli.push.journal.v1m0.PushMessage;
import org.jspecify.annotations.Nullable;

/**
 * The read side of a slice: hands what its reader brings to the lanes, as much as may be on the way
 * at once, and stores how far all of it is delivered or in the retry store.
 */
public final class View extends AbstractBehavior<View.Command> {
  private static final Duration STORE_EVERY = Duration.ofSeconds(1); // lanes' marks bound repeats

  // An attempt takes 15 s at most; who takes a view over waits for 60 s (akka.cluster.sharding).
  private static final Duration LEAVES_WITHIN = Duration.ofSeconds(20);
  private static final Duration LEAVE_LOOK = Duration.ofMillis(20); // the slice waits for it

  /** What a view is told. */
  public sealed interface Command
      permits Leave, LeaveTick, Settled, LaneIdle, Started, StoreTick, Stored, SliceReader.Told {}

  /** Another node takes the view over: what is on its way ends and is put on record before. */
  public record Leave() implements Command {}

  private record LeaveTick(Instant atLatest) implements Command {}

  record Settled(PushMessage message) implements Command {}

  record LaneIdle(Endpoint endpoint) implements Command {}

  record Started(ViewStore.@Nullable Start start, @Nullable Throwable failure) implements Command {}

  private record StoreTick() implements Command {}

  private record Stored(@Nullable ViewPosition position) implements Command {}

  private final ActorRef<Command> self;
  private final ViewWiring wiring;
  private final String tag;
  private final ViewProgress progress;
  private final SliceReader reader;
  private final OpenLanes lanes = new OpenLanes(this::spawnLane);
  private final Traffic traffic;
  private final Lane.Wiring laneWiring;
  private final TimerScheduler<Command> timers;
  private ViewPosition stored;
  private boolean storing;

  View(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ViewWiring wiring,
      int partition,
      int slice,
      ViewStore.Start start) {
    super(context);
    this.timers = timers;
    this.self = context.getSelf();
    this.wiring = wiring;
    this.traffic = wiring.lanes().traffic().part();
    this.laneWiring = wiring.lanes().within(traffic);
    this.tag = Slices.tag(partition, slice);
    this.stored = start.position();
    this.progress = new ViewProgress(stored);
    start.endpoints().forEach(lanes::start);
    this.reader = new SliceReader(context, timers, wiring, partition, slice, stored, this::handOut);
    timers.startTimerWithFixedDelay(new StoreTick(), STORE_EVERY);
  }

  /** The view of a slice, which reads its start first. */
  static Behavior<Command> create(ViewWiring wiring, int partition, int slice) {
    return ViewOpening.create(wiring, partition, slice);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(SliceReader.Told.class, this::onTold)
        .onMessage(Settled.class, this::onSettled)
        .onMessage(StoreTick.class, this::onStoreTick)
        .onMessage(Stored.class, this::onStored)
        .onMessage(LaneIdle.class, this::onLaneIdle)
        .onMessage(Leave.class, this::onLeave)
        .onMessage(LeaveTick.class, this::onLeaveTick)
        .onSignal(PreRestart.class, signal -> stopReading())
        .onSignal(PostStop.class, signal -> stopReading())
        .build();
  }

  private Behavior<Command> onTold(SliceReader.Told told) {
    told.to(reader);
    if (reader.caughtUp()) {
      lanes.caughtUp();
    }
    readOn();
    return this;
  }

  private void handOut(SliceEvent event) {
    progress.begin(event.position());
    for (PushMessage message : event.messages()) {
      boolean crowded = progress.openBytes() > wiring.limits().crowdedBytes();
      progress.opened(message.getCursor(), message.getBody().size());
      lanes.offer(message, crowded);
    }
  }

  private ActorRef<Lane.Command> spawnLane(Endpoint endpoint) {
    ActorRef<Lane.Command> lane =
        getContext().spawnAnonymous(Lane.create(laneWiring, tag, endpoint, self));
    getContext().watch(lane); // its failure is the view's
    return lane;
  }

  private Behavior<Command> onSettled(Settled settled) {
    PushMessage message = settled.message();
    if (progress.settled(message.getCursor(), message.getBody().size())) {
      lanes.settled(message);
      readOn();
    }
    return this;
  }

  private void readOn() {
    if (progress.open() < wiring.limits().messages()) {
      reader.goOn();
    }
  }

  private Behavior<Command> onLaneIdle(LaneIdle idle) {
    lanes
        .idle(idle.endpoint())
        .ifPresent(
            lane -> {
              getContext().unwatch(lane);
              getContext().stop(lane);
            });
    return this;
  }

  private Behavior<Command> onStoreTick(StoreTick tick) {
    ViewPosition position = progress.position();
    if (!storing && !position.equals(stored)) {
      storing = true;
      getContext()
          .pipeToSelf(wiring.store().store(tag, position), (done, failure) -> new Stored(done));
    }
    return this;
  }

  private Behavior<Command> onStored(Stored done) {
    storing = false;
    if (done.position() != null) {
      stored = done.position();
    }
    return this;
  }

  private Behavior<Command> onLeave(Leave leave) {
    reader.stop();
    traffic.close();
    return onLeaveTick(new LeaveTick(now().plus(LEAVES_WITHIN)));
  }

  private Behavior<Command> onLeaveTick(LeaveTick leave) {
    if (traffic.isQuiet()) {
      return Behaviors.stopped();
    }
    if (now().isAfter(leave.atLatest())) {
      getContext().getLog().warn("{} leaves deliveries that are not on record: they repeat", tag);
      return Behaviors.stopped();
    }
    timers.startSingleTimer(leave, LEAVE_LOOK);
    return this;
  }

  private Instant now() {
    return wiring.lanes().clock().instant();
  }

  private Behavior<Command> stopReading() {
    reader.stop();
    return this;
  }
}
