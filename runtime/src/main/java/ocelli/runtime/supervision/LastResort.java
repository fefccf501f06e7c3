package ocelli.runtime.supervision;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Actors that a process cannot be without: their owner is the process. */
public final class LastResort {
  private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);
  private static final int RESTARTS = 3; // requirement 001-73
  private static final Duration WITHIN = Duration.ofSeconds(3); // requirement 001-73

  private LastResort() {}

  /** Why a process ended: an actor that it cannot be without failed again and again. */
  public record Unrecoverable(String actor) implements CoordinatedShutdown.Reason {}

  /**
   * Starts an actor. Where it fails more often than three times in three seconds, or stops, the
   * actor system is shut down in order.
   *
   * @param name of the actor, unique in the system
   */
  public static <T> ActorRef<T> start(ActorSystem<?> system, Behavior<T> actor, String name) {
    Behavior<T> restarted =
        Behaviors.supervise(actor)
            .onFailure(SupervisorStrategy.restart().withLimit(RESTARTS, WITHIN));
    ActorRef<T> started = system.systemActorOf(restarted, name, Props.empty());
    system.systemActorOf(owner(system, started), name + "-owner", Props.empty());
    return started;
  }

  private static Behavior<Void> owner(ActorSystem<?> system, ActorRef<?> actor) {
    return Behaviors.setup(
        context -> {
          context.watch(actor);
          return Behaviors.receive(Void.class)
              .onSignal(
                  Terminated.class,
                  ended -> {
                    end(system, actor.path().name());
                    return Behaviors.stopped();
                  })
              .build();
        });
  }

  private static void end(ActorSystem<?> system, String actor) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    if (shutdown.getShutdownReason().isPresent()) {
      return; // it ended with the others
    }
    LOG.error("{} cannot go on; this process ends", actor);
    CompletionStage<?> ended = shutdown.runAll(new Unrecoverable(actor));
    ended.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            LOG.error("this process did not end in order", failure);
          }
        });
  }
}
