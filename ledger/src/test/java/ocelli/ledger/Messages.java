package ocelli.ledger;

import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.FileKeySource;
import ocelli.authz.verify.KeySource;
import ocelli.codes.v1m0.Codes;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ocr.v1m0.Text;
import ocelli.protocol.ClientId;
import ocelli.protocol.ImageId;
import ocelli.protocol.MessageIds;
import ocelli.protocol.Payloads;
import ocelli.protocol.TaskId;
import ocelli.protocol.TransactionId;
import ocelli.summary.v1m0.Image;
import ocelli.summary.v1m0.Summary;
import ocelli.vision.v1m0.Announced;
import ocelli.vision.v1m0.Failed;

/** What ingestion and vision say about an image that codes and ocr look at. */
final class Messages {
  /** Where the keys of all nodes lie. */
  static final Path KEY_FOLDER = newFolder();

  static final KeySource KEYS = FileKeySource.openOrCreate(KEY_FOLDER);
  static final ClientId CAMERA = new ClientId("camera");
  private static final TokenMint MINT =
      new TokenMint(KEYS, Clock.systemUTC(), new Random(1)); // the lives only
  private static final TaskId CODES = TaskId.parse("codes-1.0").orElseThrow();
  private static final TaskId OCR = TaskId.parse("ocr-1.0").orElseThrow();

  /** The only summary's. */
  static final String SUMMARY_ID = MessageIds.summary(CAMERA, new TransactionId("watch"), 0, 0);

  private Messages() {}

  private static Path newFolder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "keys-")
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String token(ClientId client) {
    return MINT.authorisation(client, Map.of("ingest-1.*", true, "ocr-*", true));
  }

  /** A token under which a summary is owed and webhooks are wanted. */
  static String everything(ClientId client, String url) {
    return MINT.authorisation(
        client,
        Map.of(
            "ingest-1.*", true,
            "ocr-*", true,
            "summary-1.*", true,
            "push-1", Map.of("url", url, "generation", 2)));
  }

  /**
   * The summary of images.
   *
   * @param accepted when the first of them was
   */
  static Envelope summary(List<ImageId> images, Instant accepted, String token) {
    Summary.Builder summary = Summary.newBuilder().setClosedBy("complete");
    for (ImageId image : images) {
      summary.addImages(
          Image.newBuilder().setImage(image.value()).setAcceptedAtMicros(micros(accepted)));
    }
    return envelope(images.get(0), token, SUMMARY_ID, summary.build()).toBuilder()
        .clearImageId()
        .clearExpectedTasks()
        .build();
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
    long micros = micros(Clock.systemUTC().instant());
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

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
