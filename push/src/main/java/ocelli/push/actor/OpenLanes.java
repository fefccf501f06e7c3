package ocelli.push.actor;

import akka.actor.typed.ActorRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ocelli.push.core.Endpoint;
import ocelli.push.journal.v1m0.PushMessage;

/** The lanes of a view, and how many messages each has that are not settled. Not thread-safe. */
final class OpenLanes {
  private final Map<Endpoint, OpenLane> lanes = new HashMap<>();
  private final Function<Endpoint, ActorRef<Lane.Command>> spawn;
  private boolean caughtUp;

  OpenLanes(Function<Endpoint, ActorRef<Lane.Command>> spawn) {
    this.spawn = spawn;
  }

  private static final class OpenLane {
    private final ActorRef<Lane.Command> lane;
    private int open;

    OpenLane(ActorRef<Lane.Command> lane) {
      this.lane = lane;
    }
  }

  /** Starts the lane of an endpoint where it does not run. */
  void start(Endpoint endpoint) {
    lane(endpoint);
  }

  private OpenLane lane(Endpoint endpoint) {
    return lanes.computeIfAbsent(endpoint, this::spawned);
  }

  private OpenLane spawned(Endpoint endpoint) {
    OpenLane lane = new OpenLane(spawn.apply(endpoint));
    if (caughtUp) {
      lane.lane.tell(new Lane.CaughtUp());
    }
    return lane;
  }

  /** The view has handed out all that it had taken before it started. */
  void caughtUp() {
    if (!caughtUp) {
      caughtUp = true;
      lanes.values().forEach(lane -> lane.lane.tell(new Lane.CaughtUp()));
    }
  }

  void offer(PushMessage message, boolean crowded) {
    OpenLane lane = lane(Endpoint.of(message));
    lane.open++;
    lane.lane.tell(new Lane.Offer(message, crowded));
  }

  void settled(PushMessage message) {
    lane(Endpoint.of(message)).open--;
  }

  /** Takes out a lane that has nothing to do; empty where it was offered something meanwhile. */
  Optional<ActorRef<Lane.Command>> idle(Endpoint endpoint) {
    OpenLane lane = lanes.get(endpoint);
    if (lane == null || lane.open > 0) {
      return Optional.empty();
    }
    lanes.remove(endpoint);
    return Optional.of(lane.lane);
  }
}
