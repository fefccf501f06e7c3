package ocelli.ingestion.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import ocelli.ingestion.core.AcceptedImage;
import ocelli.ingestion.core.Admitted;
import ocelli.ingestion.core.ByteBudget;
import ocelli.ingestion.core.ImageHeader;
import ocelli.ingestion.core.ImageLimits;
import ocelli.ingestion.core.Publishing;
import ocelli.ingestion.core.Sniffed;
import ocelli.protocol.ImageId;
import ocelli.runtime.ServiceMeters;

/** Receives one image: admit, read, sniff, publish, acknowledge. */
public final class Reception {
  private static final int IMAGE_ID_BYTES = 16;

  private final Entrance entrance;
  private final Doorkeeper doorkeeper;
  private final BodyReader bodies;
  private final ByteBudget budget;
  private final ImageLimits limits;
  private final Publishing publishing;
  private final Clock clock;
  private final RandomGenerator random;
  private final ServiceMeters meters;

  /**
   * @param random makes the ids of images that come without an Idempotency-Key
   */
  public Reception(
      Entrance entrance,
      Doorkeeper doorkeeper,
      BodyReader bodies,
      ByteBudget budget,
      ImageLimits limits,
      Publishing publishing,
      Clock clock,
      RandomGenerator random,
      ServiceMeters meters) {
    this.entrance = entrance;
    this.doorkeeper = doorkeeper;
    this.bodies = bodies;
    this.budget = budget;
    this.limits = limits;
    this.publishing = publishing;
    this.clock = clock;
    this.random = random;
    this.meters = meters;
  }

  /**
   * An image that is read; its publication runs, whoever still listens.
   *
   * @param answer to the client
   */
  record Begun(CompletionStage<Outcome<Acknowledgement>> answer) {}

  /** Whether an image may come, before any of it is read. */
  Outcome<Admitted> admit(RequestHead head) {
    return doorkeeper
        .<Admitted>lost()
        .orElseGet(() -> opened(entrance.admitImage(head.authorization(), clock.instant())));
  }

  /** Whether a transaction may be closed. */
  Outcome<Admitted> admitClosing(RequestHead head) {
    return doorkeeper
        .<Admitted>lost()
        .orElseGet(() -> opened(entrance.admit(head.authorization(), clock.instant())));
  }

  private Outcome<Admitted> opened(Outcome<Admitted> entered) {
    return entered.match(
        admitted -> doorkeeper.<Admitted>closed().orElseGet(() -> Outcome.taken(admitted)),
        refused -> refused);
  }

  /** Reads an image and begins to publish it; completes when its body is read. */
  CompletionStage<Begun> begin(RequestHead head, IncomingBody body) {
    long beganAt = System.nanoTime();
    meters.received(1);
    CompletionStage<Begun> begun =
        admit(head)
            .match(
                admitted -> read(head, admitted, body),
                refused -> bodies.letGo(body).thenApply(gone -> ended(refused.as())));
    return begun.thenApply(
        image -> {
          image.answer().thenAccept(outcome -> count(outcome, beganAt));
          return image;
        });
  }

  private CompletionStage<Begun> read(RequestHead head, Admitted admitted, IncomingBody body) {
    ByteBudget.Reservation share = budget.open();
    return bodies
        .read(body, share)
        .thenApply(
            read ->
                read.match(
                    content -> sniffed(head, admitted, content, share),
                    refused -> {
                      share.close();
                      return ended(refused.as());
                    }));
  }

  private Begun sniffed(
      RequestHead head, Admitted admitted, byte[] content, ByteBudget.Reservation share) {
    return ImageHeader.sniff(content, limits)
        .match(
            header -> new Begun(published(accepted(head, admitted, content, header), share)),
            rejected -> {
              share.close();
              return ended(Refusals.of(rejected));
            });
  }

  private AcceptedImage accepted(
      RequestHead head, Admitted admitted, byte[] content, Sniffed.Accepted header) {
    ImageId image =
        head.key()
            .map(key -> ImageId.derived(admitted.client(), head.transaction(), key))
            .orElseGet(this::randomId);
    return new AcceptedImage(
        admitted, head.transaction(), head.of(), image, header, content, sha256(content));
  }

  private CompletionStage<Outcome<Acknowledgement>> published(
      AcceptedImage image, ByteBudget.Reservation share) {
    Optional<Outcome<Acknowledgement>> closed = doorkeeper.closed(); // while the body was read
    if (closed.isPresent()) {
      share.close();
      return CompletableFuture.completedFuture(closed.get());
    }
    Acknowledgement acknowledgement = Acknowledgement.of(image);
    return publishing
        .publish(image, share)
        .handle(
            (done, failure) ->
                failure == null ? Outcome.taken(acknowledgement) : Refusals.brokerUnavailable());
  }

  private ImageId randomId() {
    byte[] bytes = new byte[IMAGE_ID_BYTES];
    random.nextBytes(bytes);
    return ImageId.random(bytes);
  }

  private void count(Outcome<Acknowledgement> outcome, long beganAt) {
    meters.took(Duration.ofNanos(System.nanoTime() - beganAt));
    outcome.match(
        taken -> {
          meters.done(1);
          return true;
        },
        refused -> {
          meters.failed(refused.problem().code());
          return false;
        });
  }

  private static Begun ended(Outcome<Acknowledgement> outcome) {
    return new Begun(CompletableFuture.completedFuture(outcome));
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
