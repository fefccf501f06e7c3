package ocelli.ledger;

import com.google.protobuf.Message;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.codes.v1m0.Codes;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ocr.v1m0.Text;
import ocelli.protocol.ClientId;
import ocelli.protocol.ImageId;
import ocelli.protocol.MessageIds;
import ocelli.protocol.Payloads;
import ocelli.protocol.TaskId;
import ocelli.vision.v1m0.Announced;
import ocelli.vision.v1m0.Failed;

/** What ingestion and vision say about an image that codes and ocr look at. */
final class Messages {
  static final KeySource KEYS = KeySource.generated(2048);
  static final ClientId CAMERA = new ClientId("camera");
  private static final TokenMint MINT =
      new TokenMint(KEYS, Clock.systemUTC(), new Random(1)); // the lives only
  private static final TaskId CODES = TaskId.parse("codes-1.0").orElseThrow();
  private static final TaskId OCR = TaskId.parse("ocr-1.0").orElseThrow();

  private Messages() {}

  static String token(ClientId client) {
    return MINT.authorisation(client, Map.of("ingest-1.*", true, "ocr-*", true));
  }

  /** The id of the image of that number. */
  static ImageId image(int number) {
    return new ImageId(String.format("%032x", number));
  }

  static Envelope announced(ImageId image, String token) {
    return envelope(image, token, MessageIds.announced(image), Announced.getDefaultInstance());
  }

  /** Codes failed; ocr answered. */
  static List<Envelope> answers(ImageId image, String token) {
    return List.of(
        envelope(
            image,
            token,
            MessageIds.failed(image, CODES, 0),
            Failed.newBuilder().setTask(CODES.toString()).setCode("engine").build()),
        envelope(
            image,
            token,
            MessageIds.result(image, OCR, 0, 0),
            Text.newBuilder().setText("text").build()));
  }

  /** Ocr in two parts, the second of them. */
  static Envelope secondPart(ImageId image, String token) {
    return envelope(
        image,
        token,
        MessageIds.result(image, OCR, 1, 0),
        Text.newBuilder().setText("more").setIndex(1).setCount(2).build());
  }

  static Envelope codes(ImageId image, String token) {
    return envelope(
        image, token, MessageIds.result(image, CODES, 0, 0), Codes.getDefaultInstance());
  }

  private static Envelope envelope(ImageId image, String token, String id, Message payload) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Clock.systemUTC().instant());
    return Envelope.newBuilder()
        .setCorrelationId("watch")
        .setClientId(CAMERA.value())
        .setToken(token)
        .setImageId(image.value())
        .setMessageId(id)
        .setAcceptedAtMicros(micros)
        .setCreatedAtMicros(micros)
        .addExpectedTasks(CODES.toString())
        .addExpectedTasks(OCR.toString())
        .setPayload(Payloads.pack(payload))
        .build();
  }
}
