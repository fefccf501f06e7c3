package ocelli.push.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ocelli.push.core.Changes;
import ocelli.push.core.Endpoint;
import ocelli.push.core.LaneAction;
import ocelli.push.core.LaneLimits;
import ocelli.push.core.LaneRecord;
import ocelli.push.core.LaneState;
import ocelli.push.core.LoadedRows;
import ocelli.push.core.Outcome;
import ocelli.push.core.RetrySchedule;
import ocelli.push.http.EndpointClient;
import ocelli.push.http.WebhookSender;
import ocelli.push.jdbc.LaneStore;
import ocelli.push.journal.v1m0.DeliveryOrder;
import ocelli.push.journal.v1m0.PushMessage;
import ocelli.runtime.HaltPoint;
import ocelli.runtime.ServiceMeters;
import org.jspecify.annotations.Nullable;

/** The way to one endpoint: does what its {@link LaneState} wants and tells it what came of it. */
final class Lane extends AbstractBehavior<Lane.Command> {
  private static final Duration STORE_PAUSE = Duration.ofSeconds(1); // a failover takes seconds
  private static final Duration IDLE =
      Duration.ofMinutes(5); // longer than a pause of a busy client

  private static final HaltPoint ANSWERED = HaltPoint.named("push-lane-answered");
  private static final HaltPoint MARKED = HaltPoint.named("push-lane-marked");
  private static final HaltPoint PARKED = HaltPoint.named("push-row-parked");
  private static final HaltPoint TAKEN = HaltPoint.named("push-row-taken");
  private static final HaltPoint ROW_ANSWERED = HaltPoint.named("push-row-answered");

  /** What a lane is told. */
  sealed interface Command {}

  /** A message of the endpoint, in the order of cursors. */
  record Offer(PushMessage message, boolean crowded) implements Command {}

  /** Everything that was taken before the start has been offered again. */
  record CaughtUp() implements Command {}

  record Known(@Nullable LaneRecord record) implements Command {}

  private record Ended(LaneAction.Send send, Instant begun, Outcome outcome) implements Command {}

  private record Written(Changes changes, @Nullable Throwable failure) implements Command {}

  private record Loaded(
      LaneAction.Load load, @Nullable LoadedRows rows, @Nullable Throwable failure)
      implements Command {}

  private record Again(LaneAction action) implements Command {}

  record Tick() implements Command {}

  private record IdleTick() implements Command {}

  /** What lanes share. */
  record Wiring(
      LaneStore store,
      WebhookSender sender,
      LaneLimits limits,
      RetrySchedule schedule,
      Clock clock,
      RandomGenerator random,
      ServiceMeters meters,
      Traffic traffic) {

    /** The same, of the lanes whose traffic that is. */
    Wiring within(Traffic part) {
      return new Wiring(store, sender, limits, schedule, clock, random, meters, part);
    }
  }

  /**
   * Where a lane belongs.
   *
   * @param view is told what it may forget
   */
  record Place(String tag, Endpoint endpoint, ActorRef<View.Command> view) {}

  private final TimerScheduler<Command> timers;
  private final Wiring wiring;
  private final Place place;
  private final EndpointClient client;
  private final LaneState state;
  private DeliveryOrder order;
  private int unmarked;

  Lane(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Wiring wiring,
      Place place,
      LaneRecord record) {
    super(context);
    this.timers = timers;
    this.wiring = wiring;
    this.place = place;
    this.client = wiring.sender().to(place.endpoint());
    this.order = record.order();
    this.state =
        new LaneState(
            record, wiring.limits(), wiring.schedule(), wiring.random(), wiring.traffic()::isOpen);
    timers.startTimerWithFixedDelay(new IdleTick(), IDLE);
    context.getSelf().tell(new Tick());
  }

  /** The lane of an endpoint, which reads its record first. */
  static Behavior<Command> create(
      Wiring wiring, String tag, Endpoint endpoint, ActorRef<View.Command> view) {
    return LaneOpening.create(wiring, tag, endpoint, view);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Offer.class, this::onOffer)
        .onMessage(CaughtUp.class, caughtUp -> act(() -> state.caughtUp(now())))
        .onMessage(Ended.class, this::onEnded)
        .onMessage(Written.class, this::onWritten)
        .onMessage(Loaded.class, this::onLoaded)
        .onMessage(Again.class, this::onAgain)
        .onMessage(Tick.class, tick -> act(() -> state.tick(now())))
        .onMessage(IdleTick.class, this::onIdleTick)
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  private Behavior<Command> onOffer(Offer offer) {
    order = offer.message().getOrder();
    return act(() -> state.offer(offer.message(), offer.crowded(), now()));
  }

  private Behavior<Command> onEnded(Ended ended) {
    wiring.meters().took(Duration.between(ended.begun(), now()));
    if (ended.outcome() instanceof Outcome.Delivered) {
      (ended.send().attempt() > 1 ? ROW_ANSWERED : ANSWERED).reached();
      wiring.meters().done(1);
    } else {
      wiring.meters().failed(reason(ended.outcome()));
    }
    return act(() -> state.ended(ended.send().message().getCursor(), ended.outcome(), now()));
  }

  private static String reason(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed ? failed.reason() : "gone";
  }

  private Behavior<Command> onWritten(Written written) {
    if (written.failure() != null) {
      return later(new LaneAction.Write(written.changes()), written.failure());
    }
    (written.changes().parked().isEmpty() ? MARKED : PARKED).reached();
    return act(() -> state.written(now()));
  }

  private Behavior<Command> onLoaded(Loaded loaded) {
    LoadedRows rows = loaded.rows();
    if (rows == null) {
      return later(loaded.load(), loaded.failure());
    }
    if (!rows.rows().isEmpty()) {
      TAKEN.reached();
    }
    rows.rows().stream().findFirst().ifPresent(row -> order = row.message().getOrder());
    return act(() -> state.loaded(rows, now()));
  }

  private Behavior<Command> later(LaneAction action, @Nullable Throwable failure) {
    getContext().getLog().warn("The retry store did not answer: {}", String.valueOf(failure));
    timers.startSingleTimer(new Again(action), STORE_PAUSE);
    return this;
  }

  private Behavior<Command> onAgain(Again again) {
    return act(() -> List.of(again.action()));
  }

  private Behavior<Command> onIdleTick(IdleTick tick) {
    if (state.isIdle()) {
      place.view().tell(new View.LaneIdle(place.endpoint()));
    }
    return this;
  }

  private Behavior<Command> onPostStop(PostStop signal) {
    wiring.traffic().add(-unmarked);
    return this;
  }

  /** Counts as traffic while it decides, so that a drain that begins meanwhile waits for it. */
  private Behavior<Command> act(Supplier<List<LaneAction>> decision) {
    wiring.traffic().add(1);
    List<LaneAction> actions = decision.get();
    wiring.traffic().add((long) state.unmarked() - unmarked - 1);
    unmarked = state.unmarked();
    actions.forEach(this::act);
    return this;
  }

  private void act(LaneAction action) {
    if (action instanceof LaneAction.Send send) {
      send(send);
    } else if (action instanceof LaneAction.Settle settle) {
      place.view().tell(new View.Settled(settle.message()));
    } else if (action instanceof LaneAction.Write write) {
      write(write.changes());
    } else if (action instanceof LaneAction.Load load) {
      load(load);
    } else if (action instanceof LaneAction.WakeAt wake) {
      Duration wait = Duration.between(now(), wake.at()).plusMillis(1); // timers round down
      timers.startSingleTimer("wake", new Tick(), wait.isNegative() ? Duration.ZERO : wait);
    } else if (action instanceof LaneAction.GaveUp gaveUp) {
      wiring.meters().failed("dead-letter-" + gaveUp.reason());
    }
  }

  private void send(LaneAction.Send send) {
    Instant begun = now();
    getContext()
        .pipeToSelf(
            client.send(send.message(), send.completeUpTo()),
            (outcome, failure) -> new Ended(send, begun, known(outcome)));
  }

  private static Outcome known(@Nullable Outcome outcome) {
    return outcome == null ? new Outcome.Failed("no-answer", Optional.empty()) : outcome;
  }

  private void write(Changes changes) {
    getContext()
        .pipeToSelf(
            wiring.store().write(place.tag(), place.endpoint(), changes, now()),
            (done, failure) -> new Written(changes, failure));
  }

  private void load(LaneAction.Load load) {
    Instant now = now();
    CompletionStage<LoadedRows> rows =
        load.probe()
            ? wiring
                .store()
                .rows()
                .probe(
                    place.endpoint(),
                    order,
                    now,
                    load.limit(),
                    now.minus(wiring.schedule().longestLife()))
            : wiring.store().rows().due(place.endpoint(), order, now, load.limit());
    getContext().pipeToSelf(rows, (found, failure) -> new Loaded(load, found, failure));
  }

  private Instant now() {
    return wiring.clock().instant();
  }
}
