package ocelli.ingestion.http;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Sink;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import ocelli.ingestion.core.ByteBudget;
import ocelli.ingestion.core.ImageHeader;
import ocelli.ingestion.core.ImageLimits;

/** Reads bodies within bounds: bytes, time, pace, and a share of the budget of all requests. */
public final class BodyReader {
  private final ActorSystem<?> system;
  private final ImageLimits limits;
  private final BodySettings settings;

  /** Runs its streams on the system. */
  public BodyReader(ActorSystem<?> system, ImageLimits limits, BodySettings settings) {
    this.system = system;
    this.limits = limits;
    this.settings = settings;
  }

  /**
   * Reads a whole image.
   *
   * @param share grows with what arrives; the caller's to close
   */
  CompletionStage<Outcome<byte[]>> read(IncomingBody body, ByteBudget.Reservation share) {
    long declared = body.length().orElse(0);
    if (declared > limits.maxBytes()) {
      return letGo(body).thenApply(gone -> Refusals.of(ImageHeader.tooLarge(limits)));
    }
    if (!share.reach(declared)) {
      return letGo(body).thenApply(gone -> Refusals.full(share.capacity()));
    }
    Collected collected = new Collected(limits, share, body.overrunBytes());
    return body.data()
        .via(new MinimumRate(settings))
        .completionTimeout(settings.timeout())
        .takeWhile(collected::add)
        .runWith(Sink.ignore(), system)
        .handle((done, failure) -> failure == null ? collected.outcome() : refusal(failure));
  }

  /** Lets a body go that was refused before it was read. */
  CompletionStage<Done> letGo(IncomingBody body) {
    return body.letGo(system);
  }

  private Outcome<byte[]> refusal(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof TooSlow slow) {
      return Refusals.tooSlow(String.valueOf(slow.getMessage()));
    }
    return cause instanceof TimeoutException
        ? Refusals.tooSlow("The body took longer than " + settings.timeout().toSeconds() + " s")
        : Refusals.brokenBody();
  }
}
