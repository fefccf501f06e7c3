package ocelli.ingestion.core;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ingest.v1m0.IngestedImage;
import ocelli.protocol.MessageIds;
import ocelli.protocol.Payloads;
import ocelli.protocol.TaskId;
import ocelli.protocol.TransactionId;
import ocelli.vision.v1m0.Announced;
import ocelli.vision.v1m0.Closed;

/** The messages that ingestion sends. */
public final class Envelopes {
  private Envelopes() {}

  /** The image itself, for ingest-1. Its message id is the image's. */
  public static Envelope ingested(AcceptedImage image, Instant now) {
    IngestedImage payload =
        IngestedImage.newBuilder()
            .setMimeType(image.header().mimeType())
            .setContent(wrapped(image.content()))
            .setSha256(wrapped(image.sha256()))
            .setWidth(image.header().width())
            .setHeight(image.header().height())
            .build();
    return about(image, payload, now).setMessageId(image.image().value()).build();
  }

  /** That the image was accepted, for vision-1. */
  public static Envelope announced(AcceptedImage image, Instant now) {
    Announced payload = Announced.newBuilder().setSha256(wrapped(image.sha256())).build();
    return about(image, payload, now).setMessageId(MessageIds.announced(image.image())).build();
  }

  /** That the transaction gets no more images, for vision-1. */
  public static Envelope closed(Admitted admitted, TransactionId transaction, Instant now) {
    return from(admitted, transaction, Closed.getDefaultInstance(), now)
        .setMessageId(MessageIds.closed(admitted.client(), transaction))
        .build();
  }

  private static Envelope.Builder about(AcceptedImage image, Message payload, Instant now) {
    return from(image.admitted(), image.transaction(), payload, now)
        .setImageId(image.image().value())
        .setOf(image.of())
        .addAllExpectedTasks(image.admitted().expected().stream().map(TaskId::toString).toList());
  }

  private static Envelope.Builder from(
      Admitted admitted, TransactionId transaction, Message payload, Instant now) {
    return Envelope.newBuilder()
        .setCorrelationId(transaction.value())
        .setToken(admitted.token())
        .setClientId(admitted.client().value())
        .setAcceptedAtMicros(micros(admitted.at()))
        .setCreatedAtMicros(micros(now))
        .setPayload(Payloads.pack(payload));
  }

  private static ByteString wrapped(byte[] bytes) {
    return UnsafeByteOperations.unsafeWrap(bytes); // megabytes, and nobody changes them
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
