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
import akka.actor.typed.pubsub.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import ocelli.push.core.Endpoint;
import ocelli.push.core.NumberCheck;
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

  /** What a view is told. */
  public sealed interface Command {}

  private record Offered(SliceEvent event, boolean fetched, CompletableFuture<Done> taken)
      implements Command {}

  record Settled(PushMessage message) implements Command {}

  record LaneIdle(Endpoint endpoint) implements Command {}

  private record Started(ViewStore.@Nullable Start start, @Nullable Throwable failure)
      implements Command {}

  private record Nudged(JournalHead head) implements Command {}

  private record SweepTick() implements Command {}

  private record Swept(Optional<Long> newest) implements Command {}

  private record Fetched(boolean swept, @Nullable Throwable failure) implements Command {}

  private record ReadByTag() implements Command {}

  private record TagQueryEnded(@Nullable Throwable failure) implements Command {}

  private record StoreTick() implements Command {}

  private record Stored(@Nullable ViewPosition position) implements Command {}

  /**
   * How much a view holds.
   *
   * @param messages on the way beyond which it reads no further
   * @param crowdedBytes on the way beyond which lanes keep nothing in memory
   * @param sweepEvery how often it compares itself with the journal
   */
  public record Limits(int messages, long crowdedBytes, Duration sweepEvery) {}

  /** What views share. */
  record Wiring(
      ViewStore store,
      SliceJournal journal,
      Lane.Wiring lanes,
      Limits limits,
      FetchedMeter fetched) {}

  private final ActorRef<Command> self;
  private final Wiring wiring;
  private final String tag;
  private final int partition;
  private final int slice;
  private final NumberCheck numbers;
  private final ViewProgress progress;
  private final SliceJournal.Reading reading;
  private final Map<Endpoint, OpenLane> lanes = new HashMap<>();
  private final Deque<CompletableFuture<Done>> held = new ArrayDeque<>();
  private final TimerScheduler<Command> timers;
  private ViewPosition stored;
  private long taken;
  private boolean storing;
  private boolean fetching;
  private boolean checking;
  private long takenSince;

  private static final class OpenLane {
    private final ActorRef<Lane.Command> lane;
    private int open;

    OpenLane(ActorRef<Lane.Command> lane) {
      this.lane = lane;
    }
  }

  private View(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Wiring wiring,
      int partition,
      int slice,
      ViewStore.Start start) {
    super(context);
    this.timers = timers;
    this.self = context.getSelf();
    this.wiring = wiring;
    this.partition = partition;
    this.slice = slice;
    this.tag = Slices.tag(partition, slice);
    this.stored = start.position();
    this.numbers = new NumberCheck(stored.number(), stored.sequence());
    this.progress = new ViewProgress(stored);
    start.endpoints().forEach(this::lane);
    subscribe();
    this.taken = stored.ordering();
    this.reading = wiring.journal().reading(partition, slice, this::offer);
    context.getSelf().tell(new ReadByTag());
    timers.startTimerWithFixedDelay(new StoreTick(), STORE_EVERY);
    timers.startTimerWithFixedDelay(new SweepTick(), Duration.ZERO, wiring.limits().sweepEvery());
  }

  /** The view of a slice. */
  static Behavior<Command> create(Wiring wiring, int partition, int slice) {
    Behavior<Command> view =
        Behaviors.setup(
            context -> {
              context.pipeToSelf(wiring.store().start(Slices.tag(partition, slice)), Started::new);
              return Behaviors.receive(Command.class)
                  .onMessage(
                      Started.class,
                      started -> {
                        ViewStore.Start start = started.start();
                        if (start == null) {
                          throw new IllegalStateException("no start", started.failure());
                        }
                        return Behaviors.withTimers(
                            timers -> new View(context, timers, wiring, partition, slice, start));
                      })
                  .build();
            });
    return Behaviors.supervise(view)
        .onFailure(
            SupervisorStrategy.restartWithBackoff(
                Duration.ofMillis(200), Duration.ofSeconds(10), 0.2)); // a failover takes seconds
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
    SliceEvent event = offered.event();
    switch (numbers.judge(event.number(), event.position().sequence())) {
      case NEXT -> {
        handOut(event);
        if (offered.fetched()) {
          wiring.fetched().count(checking);
        }
      }
      case AHEAD -> {
        wiring.fetched().gap();
        fetch(true);
      }
      case SEEN -> {}
    }
    held.addLast(offered.taken());
    releaseHeld();
    return this;
  }

  private void handOut(SliceEvent event) {
    takenSince++;
    taken = event.position().ordering();
    progress.begin(event.position());
    for (PushMessage message : event.messages()) {
      boolean crowded = progress.openBytes() > wiring.limits().crowdedBytes();
      progress.opened(message.getCursor(), message.getBody().size());
      OpenLane lane = lane(Endpoint.of(message));
      lane.open++;
      lane.lane.tell(new Lane.Offer(message, crowded));
    }
  }

  private OpenLane lane(Endpoint endpoint) {
    return lanes.computeIfAbsent(
        endpoint,
        where -> {
          ActorRef<Lane.Command> lane =
              getContext().spawnAnonymous(Lane.create(wiring.lanes(), tag, where, self));
          getContext().watch(lane); // its failure is the view's
          return new OpenLane(lane);
        });
  }

  private Behavior<Command> onSettled(Settled settled) {
    PushMessage message = settled.message();
    if (progress.settled(message.getCursor(), message.getBody().size())) {
      lane(Endpoint.of(message)).open--;
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
    OpenLane lane = lanes.get(idle.endpoint());
    if (lane != null && lane.open == 0) {
      lanes.remove(idle.endpoint());
      getContext().unwatch(lane.lane);
      getContext().stop(lane.lane);
    }
    return this;
  }

  private Behavior<Command> onNudged(Nudged nudged) {
    if (nudged.head().getSlice() == slice) {
      numbers.heard(nudged.head().getNumber(), nudged.head().getSequence());
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
    swept.newest().ifPresent(numbers::heardSequence);
    fetch(true);
    return this;
  }

  private void fetch(boolean swept) {
    if (fetching || !numbers.behind()) {
      return;
    }
    fetching = true;
    checking = swept;
    takenSince = 0;
    getContext()
        .pipeToSelf(
            reading.bySequence(numbers.fetchFrom(), numbers.fetchTo()),
            (done, failure) -> new Fetched(swept, failure));
  }

  private Behavior<Command> onFetched(Fetched fetched) {
    fetching = false;
    if (fetched.failure() != null) {
      getContext().getLog().warn("The journal did not answer: {}", fetched.failure().toString());
      return this;
    }
    if (takenSince > 0) {
      fetch(fetched.swept());
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

  private Behavior<Command> stopReading() {
    reading.stop();
    return this;
  }
}
