package ocelli.push.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import ocelli.push.core.Slices;
import ocelli.push.jdbc.ViewStore;

/** A view before it knows where it starts; where that cannot be read it begins anew. */
final class ViewOpening {
  private final ActorContext<View.Command> context;
  private final ViewWiring wiring;
  private final int partition;
  private final int slice;

  private ViewOpening(
      ActorContext<View.Command> context, ViewWiring wiring, int partition, int slice) {
    this.context = context;
    this.wiring = wiring;
    this.partition = partition;
    this.slice = slice;
  }

  static Behavior<View.Command> create(ViewWiring wiring, int partition, int slice) {
    Behavior<View.Command> view =
        Behaviors.setup(
            context -> new ViewOpening(context, wiring, partition, slice).readingTheStart());
    return Behaviors.supervise(view)
        .onFailure(
            SupervisorStrategy.restartWithBackoff(
                Duration.ofMillis(200), Duration.ofSeconds(10), 0.2)); // a failover takes seconds
  }

  private Behavior<View.Command> readingTheStart() {
    context.pipeToSelf(wiring.store().start(Slices.tag(partition, slice)), View.Started::new);
    return Behaviors.receive(View.Command.class)
        .onMessage(View.Started.class, this::onStarted)
        .onMessage(View.Leave.class, leave -> Behaviors.stopped())
        .build();
  }

  private Behavior<View.Command> onStarted(View.Started started) {
    ViewStore.Start start = started.start();
    if (start == null) {
      throw new IllegalStateException("the start could not be read", started.failure());
    }
    return Behaviors.withTimers(
        timers -> new View(context, timers, wiring, partition, slice, start));
  }
}
