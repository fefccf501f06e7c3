package ocelli.vision.actor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import com.google.protobuf.ByteString;
import java.util.function.Supplier;
import ocelli.runtime.HaltPoint;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.engine.VisionEngine;

/**
 * Owns one engine. Opens it where the actor starts and closes it where the actor ends, on the
 * actor's own thread.
 *
 * <p>Beside exceptions it takes two errors for the engine's: JavaCPP throws OutOfMemoryError at its
 * own limit of native memory, and LinkageError where a native library does not load. Left to Akka,
 * either would end the process.
 */
final class Worker extends AbstractBehavior<Worker.Examine> {
  /** Stands for the image that a native engine crashes on: no real one is known that does. */
  private static final HaltPoint POISON = HaltPoint.named("vision-poison");

  private static final String POISONED = "ocelli-vision-poison"; // somewhere in its bytes

  private final VisionEngine engine;
  private final ActorRef<Workers.Command> workers;

  /** One image to look at. */
  record Examine(ByteString image, EngineRequest request) {}

  private Worker(
      ActorContext<Examine> context, VisionEngine engine, ActorRef<Workers.Command> workers) {
    super(context);
    this.engine = engine;
    this.workers = workers;
  }

  /**
   * @param open opens an engine; slow
   * @param workers told when the engine is warm and after each look
   */
  static Behavior<Examine> create(Supplier<VisionEngine> open, ActorRef<Workers.Command> workers) {
    return Behaviors.setup(context -> opened(context, open, workers));
  }

  private static Behavior<Examine> opened(
      ActorContext<Examine> context,
      Supplier<VisionEngine> open,
      ActorRef<Workers.Command> workers) {
    try {
      VisionEngine engine = open.get();
      engine.look(TinyImage.bytes(), EngineRequest.PLAIN); // loads what is loaded at first use
      workers.tell(new Workers.Warm(context.getSelf()));
      return new Worker(context, engine, workers);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      context.getLog().error("an engine does not open", e);
      workers.tell(new Workers.Unopened("an engine does not open: " + e));
      return Behaviors.stopped();
    }
  }

  @Override
  public Receive<Examine> createReceive() {
    return newReceiveBuilder()
        .onMessage(Examine.class, this::onExamine)
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  private Behavior<Examine> onExamine(Examine examine) {
    POISON.reachedWith(() -> examine.image().toString(ISO_8859_1).contains(POISONED));
    try {
      Seen seen = engine.look(examine.image().toByteArray(), examine.request());
      workers.tell(new Workers.Looked(getContext().getSelf(), seen));
      return this;
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      getContext().getLog().warn("an engine failed on an image and is replaced", e);
      Seen failed = new Seen.GaveUp("the engine failed: " + e.getClass().getSimpleName());
      workers.tell(new Workers.Looked(getContext().getSelf(), failed));
      return Behaviors.stopped(); // what it left in native memory is not to be trusted
    }
  }

  private Behavior<Examine> onPostStop(PostStop signal) {
    engine.close();
    return this;
  }
}
