package ocelli.summaries;

import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.codes.v1m0.Code;
import ocelli.codes.v1m0.Codes;
import ocelli.envelope.v1m0.Envelope;
import ocelli.faceextract.v1m0.ExtractedFace;
import ocelli.faceextract.v1m0.ExtractedFaces;
import ocelli.ocr.v1m0.Text;
import ocelli.protocol.ClientId;
import ocelli.protocol.ImageId;
import ocelli.protocol.Payloads;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.protocol.TransactionId;
import ocelli.quality.v1m0.Quality;
import ocelli.vision.v1m0.Announced;
import ocelli.vision.v1m0.Closed;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of vision-1 of one transaction, with tokens that verify, for tests. */
public final class VisionMessages {
  private static final KeySource KEYS = KeySource.generated(2048);
  private static final TokenMint MINT = new TokenMint(KEYS, Clock.systemUTC(), new Random(1));
  private static final List<String> TASKS =
      List.of("codes-1.0", "faceextract-1.0", "ocr-1.0", "quality-1.0");

  /** Everything that a summary can show. */
  public static final Map<String, Object> ALL =
      Map.of(
          "summary-1.*",
          true,
          "faceextract-1.*",
          Map.of("identity", true),
          "ocr-*",
          true,
          "codes-1.*",
          true,
          "quality-1.*",
          true);

  private final ClientId client;
  private final TransactionId transaction;
  private final int of;
  private final String token;
  private final long acceptedAt =
      ChronoUnit.MICROS.between(java.time.Instant.EPOCH, Clock.systemUTC().instant());

  public VisionMessages(String client, String transaction, int of, Map<String, Object> grants) {
    this.client = new ClientId(client);
    this.transaction = new TransactionId(transaction);
    this.of = of;
    this.token = MINT.authorisation(this.client, grants);
  }

  public static TokenVerifier verifier() {
    return TokenVerifier.create(KEYS);
  }

  public static ImageId image(int n) {
    return new ImageId(String.format("%032x", n + 1));
  }

  public Envelope of(int n, Message payload) {
    return Envelope.newBuilder()
        .setCorrelationId(transaction.value())
        .setToken(token)
        .setClientId(client.value())
        .setMessageId(image(n + 1000).value())
        .setImageId(payload instanceof Closed ? "" : image(n).value())
        .setAcceptedAtMicros(acceptedAt + n)
        .setCreatedAtMicros(acceptedAt + n)
        .addAllExpectedTasks(TASKS)
        .setOf(of)
        .setPayload(Payloads.pack(payload))
        .build();
  }

  public ProducerRecord<byte[], byte[]> record(Envelope envelope) {
    return new ProducerRecord<>(
        TopicNames.VISION, RecordKeys.transaction(client, transaction), envelope.toByteArray());
  }

  public ProducerRecord<byte[], byte[]> garbage() {
    return new ProducerRecord<>(
        TopicNames.VISION,
        RecordKeys.transaction(client, transaction),
        "not an envelope".getBytes(StandardCharsets.UTF_8));
  }

  public static ExtractedFaces person(int dimension) {
    ExtractedFace.Builder face = ExtractedFace.newBuilder().setScore(0.9f);
    for (int d = 0; d < 128; d++) {
      face.addEmbedding(d == dimension ? 1 : 0);
    }
    return ExtractedFaces.newBuilder().addFaces(face).setCount(1).build();
  }

  /** What is announced and answered of an image, with one person's face. */
  public List<ProducerRecord<byte[], byte[]>> wholly(int n, int person) {
    List<Message> payloads =
        List.of(
            Announced.getDefaultInstance(),
            person(person),
            Text.newBuilder().setText("page " + n + "\n").setCount(1).build(),
            Codes.newBuilder()
                .addCodes(Code.newBuilder().setSymbology("QR_CODE").setText("hello"))
                .setCount(1)
                .build(),
            Quality.newBuilder().setSharpness(100 * (n + 1)).setBrightness(127).build());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    payloads.forEach(payload -> records.add(record(of(n, payload))));
    return records;
  }
}
