package ocelli.push.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.pubsub.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import ocelli.push.core.Endpoint;
import ocelli.push.core.Slices;
import ocelli.push.core.ViewPosition;
import ocelli.push.core.ViewProgress;
import ocelli.push.jdbc.ViewStore;
import ocelli.push.journal.v1m0.JournalHead;
import ocelli.push.journal.v1m0.PushMessage;
import org.jspecify.annotations.Nullable;

/**
 * The read side of a slice. Events come by the tag query and by sequence number, whichever is
 * first; each is taken once, right after its predecessor, and handed to the lanes. What is known to
 * be there and does not come is fetched.
 */
public final class View extends AbstractBehavior<View.Command> {
  private static final Duration STORE_EVERY = Duration.ofSeconds(1); // lanes' marks bound repeats

  private static final Duration READ_PAUSE = Duration.ofSeconds(1); // a failover takes seconds

  // An attempt takes 15 s at most; who takes a view over waits for 60 s (akka.cluster.sharding).
  private static final Duration LEAVES_WITHIN = Duration.ofSeconds(20);
  private static final Duration LEAVE_LOOK = Duration.ofMillis(20); // the slice waits for it

  /** What a view is told. */
  public sealed interface Command {}

  /** Another node takes the view over: what is on its way ends and is put on record before. */
  public record Leave() implements Command {}

  private record LeaveTick(Instant atLatest) implements Command {}

  private record Offered(SliceEvent event, boolean fetched, CompletableFuture<Done> taken)
      implements Command {}

  record Settled(PushMessage message) implements Command {}

  record LaneIdle(Endpoint endpoint) implements Command {}

  record Started(ViewStore.@Nullable Start start, @Nullable Throwable failure) implements Command {}

  private record Nudged(JournalHead head) implements Command {}

  private record SweepTick() implements Command {}

  private record Swept(Optional<Long> newest) implements Command {}

  private record Fetched(boolean check, @Nullable Throwable failure) implements Command {}

  private record ReadByTag() implements Command {}

  private record TagQueryEnded(@Nullable Throwable failure) implements Command {}

  private record StoreTick() implements Command {}

  private record Stored(@Nullable ViewPosition position) implements Command {}

  private final ActorRef<Command> self;
  private final ViewWiring wiring;
  private final String tag;
  private final int partition;
  private final int slice;
  private final ViewProgress progress;
  private final SliceJournal.Reading reading;
  private final CatchUp catchUp;
  private final OpenLanes lanes = new OpenLanes(this::spawnLane);
  private final Traffic traffic;
  private final Lane.Wiring laneWiring;
  private final Deque<CompletableFuture<Done>> held = new ArrayDeque<>();
  private final TimerScheduler<Command> timers;
  private ViewPosition stored;
  private long taken;
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
    this.partition = partition;
    this.slice = slice;
    this.tag = Slices.tag(partition, slice);
    this.stored = start.position();
    this.progress = new ViewProgress(stored);
    this.taken = stored.ordering();
    this.reading = wiring.journal().reading(partition, slice, this::offer);
    this.catchUp = new CatchUp(stored, reading, wiring.fetched());
    start.endpoints().forEach(lanes::start);
    subscribe();
    context.getSelf().tell(new ReadByTag());
    timers.startTimerWithFixedDelay(new StoreTick(), STORE_EVERY);
    timers.startTimerWithFixedDelay(new SweepTick(), Duration.ZERO, wiring.limits().sweepEvery());
  }

  /** The view of a slice, which reads its start first. */
  static Behavior<Command> create(ViewWiring wiring, int partition, int slice) {
    return ViewOpening.create(wiring, partition, slice);
  }

  private void subscribe() {
    ActorRef<JournalHead> heads = getContext().messageAdapter(JournalHead.class, Nudged::new);
    getContext().spawn(Nudges.of(partition), "nudges").tell(Topic.subscribe(heads));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Offered.class, this::onOffered)
        .onMessage(Settled.class, this::onSettled)
        .onMessage(Nudged.class, this::onNudged)
        .onMessage(SweepTick.class, this::onSweepTick)
        .onMessage(Swept.class, this::onSwept)
        .onMessage(Fetched.class, this::onFetched)
        .onMessage(ReadByTag.class, this::onReadByTag)
        .onMessage(TagQueryEnded.class, this::onTagQueryEnded)
        .onMessage(StoreTick.class, this::onStoreTick)
        .onMessage(Stored.class, this::onStored)
        .onMessage(LaneIdle.class, this::onLaneIdle)
        .onMessage(Leave.class, this::onLeave)
        .onMessage(LeaveTick.class, this::onLeaveTick)
        .onSignal(PreRestart.class, signal -> stopReading())
        .onSignal(PostStop.class, signal -> stopReading())
        .build();
  }

  /** Called by the streams, so it touches nothing but the mailbox. */
  private CompletableFuture<Done> offer(SliceEvent event, boolean fetched) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    self.tell(new Offered(event, fetched, done));
    return done;
  }

  private Behavior<Command> onOffered(Offered offered) {
    switch (catchUp.judge(offered.event(), offered.fetched())) {
      case NEXT -> handOut(offered.event());
      case AHEAD -> fetch(true);
      case SEEN -> {}
    }
    held.addLast(offered.taken());
    releaseHeld();
    return this;
  }

  private void handOut(SliceEvent event) {
    taken = event.position().ordering();
    progress.begin(event.position());
    for (PushMessage message : event.messages()) {
      boolean crowded = progress.openBytes() > wiring.limits().crowdedBytes();
      progress.opened(message.getCursor(), message.getBody().size());
      lanes.offer(message, crowded);
    }
    tellCaughtUp();
  }

  private void tellCaughtUp() {
    if (catchUp.done()) {
      lanes.caughtUp();
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
      releaseHeld();
    }
    return this;
  }

  private void releaseHeld() {
    while (!held.isEmpty() && progress.open() < wiring.limits().messages()) {
      held.removeFirst().complete(Done.done());
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

  private Behavior<Command> onNudged(Nudged nudged) {
    if (nudged.head().getSlice() == slice) {
      catchUp.nudged(nudged.head());
      fetch(false);
    }
    return this;
  }

  private Behavior<Command> onSweepTick(SweepTick tick) {
    getContext()
        .pipeToSelf(
            wiring.store().newest(tag),
            (newest, failure) -> new Swept(newest == null ? Optional.empty() : newest));
    return this;
  }

  private Behavior<Command> onSwept(Swept swept) {
    swept.newest().ifPresent(catchUp::swept);
    tellCaughtUp();
    fetch(true);
    return this;
  }

  private void fetch(boolean check) {
    catchUp
        .fetch(check)
        .ifPresent(
            fetch ->
                getContext().pipeToSelf(fetch, (done, failure) -> new Fetched(check, failure)));
  }

  private Behavior<Command> onFetched(Fetched fetched) {
    boolean more = catchUp.fetched();
    if (fetched.failure() != null) {
      getContext().getLog().warn("The journal did not answer: {}", fetched.failure().toString());
    } else if (more) {
      fetch(fetched.check());
    }
    return this;
  }

  private Behavior<Command> onReadByTag(ReadByTag read) {
    getContext().pipeToSelf(reading.byTag(taken), (done, failure) -> new TagQueryEnded(failure));
    return this;
  }

  private Behavior<Command> onTagQueryEnded(TagQueryEnded ended) {
    if (ended.failure() != null) {
      getContext().getLog().warn("Reading {} failed: {}", tag, ended.failure().toString());
      timers.startSingleTimer(new ReadByTag(), READ_PAUSE);
    }
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
    reading.stop();
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
    reading.stop();
    return this;
  }
}
