package ocelli.summaries.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;

/**
 * What the cluster keeps alive for a partition: runs its writer on the summaries' own dispatcher,
 * restarts it after a failure, and stops with it, so that the cluster starts both anew.
 */
public final class PartitionKeeper {
  private PartitionKeeper() {}

  /** What the cluster tells it. */
  public enum Command {
    /** Stop; what was decided is in the journal. */
    STOP
  }

  /**
   * The keeper of one partition.
   *
   * @param writer the partition's writer
   * @param restarts how often and when it is restarted
   * @param dispatcher configuration path
   */
  public static Behavior<Command> create(
      Behavior<SummariesActor.Command> writer, SupervisorStrategy restarts, String dispatcher) {
    return Behaviors.setup(
        context -> {
          ActorRef<SummariesActor.Command> child =
              context.spawn(
                  Behaviors.supervise(writer).onFailure(restarts),
                  "writer",
                  DispatcherSelector.fromConfig(dispatcher));
          context.watch(child);
          return Behaviors.receive(Command.class)
              .onMessage(Command.class, stop -> Behaviors.stopped())
              .onSignal(Terminated.class, ended -> Behaviors.stopped())
              .build();
        });
  }
}
