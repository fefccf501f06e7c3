package ocelli.push.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import ocelli.push.core.Endpoint;
import ocelli.push.core.LaneRecord;

/** A lane before it knows what is on record of its endpoint: what comes meanwhile waits. */
final class LaneOpening {
  private static final int EARLY = 10_000; // more than a view has on the way
  private static final Duration STORE_PAUSE = Duration.ofSeconds(1); // a failover takes seconds

  private final ActorContext<Lane.Command> context;
  private final TimerScheduler<Lane.Command> timers;
  private final StashBuffer<Lane.Command> early;
  private final Lane.Wiring wiring;
  private final Lane.Place place;

  private LaneOpening(
      ActorContext<Lane.Command> context,
      TimerScheduler<Lane.Command> timers,
      StashBuffer<Lane.Command> early,
      Lane.Wiring wiring,
      Lane.Place place) {
    this.context = context;
    this.timers = timers;
    this.early = early;
    this.wiring = wiring;
    this.place = place;
  }

  static Behavior<Lane.Command> create(
      Lane.Wiring wiring, String tag, Endpoint endpoint, ActorRef<View.Command> view) {
    Lane.Place place = new Lane.Place(tag, endpoint, view);
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    Behaviors.withStash(
                        EARLY,
                        early ->
                            new LaneOpening(context, timers, early, wiring, place).reading())));
  }

  private Behavior<Lane.Command> reading() {
    read();
    return Behaviors.receive(Lane.Command.class)
        .onMessage(Lane.Known.class, this::onKnown)
        .onMessage(Lane.Tick.class, this::onTick)
        .onAnyMessage(this::onEarly)
        .build();
  }

  private void read() {
    context.pipeToSelf(
        wiring.store().read(place.endpoint()),
        (record, failure) -> {
          if (failure != null) {
            context.getLog().warn("The record of a lane could not be read: {}", failure.toString());
          }
          return new Lane.Known(record);
        });
  }

  private Behavior<Lane.Command> onKnown(Lane.Known known) {
    LaneRecord record = known.record();
    if (record == null) {
      timers.startSingleTimer(new Lane.Tick(), STORE_PAUSE);
      return Behaviors.same();
    }
    return early.unstashAll(new Lane(context, timers, wiring, place, record));
  }

  private Behavior<Lane.Command> onTick(Lane.Tick tick) {
    read();
    return Behaviors.same();
  }

  private Behavior<Lane.Command> onEarly(Lane.Command command) {
    early.stash(command);
    return Behaviors.same();
  }
}
