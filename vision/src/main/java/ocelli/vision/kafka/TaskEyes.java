package ocelli.vision.kafka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.vision.actor.Workers;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;

/**
 * A task's workers as the stream sees them.
 *
 * @param system asks
 * @param workers of the task
 * @param patience after which workers that do not answer fail the stream: longer than the queue
 */
public record TaskEyes(ActorSystem<?> system, ActorRef<Workers.Command> workers, Duration patience)
    implements ImageWork.Eyes {
  @Override
  public CompletionStage<Seen> look(ByteString image, EngineRequest request) {
    return AskPattern.ask(
        workers,
        replyTo -> new Workers.Look(image, request, replyTo),
        patience,
        system.scheduler());
  }

  /** What is wrong with the engines; empty where they are warm. */
  public CompletionStage<Optional<String>> trouble() {
    return AskPattern.ask(workers, Workers.Inspect::new, patience, system.scheduler());
  }
}
