package ocelli.vision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import ocelli.codes.v1m0.Codes;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.ClientId;
import ocelli.protocol.ImageId;
import ocelli.protocol.MessageIds;
import ocelli.protocol.Payloads;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TransactionId;
import ocelli.runtime.ServiceContext;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import ocelli.vision.engine.VisionTasks;
import ocelli.vision.v1m0.Failed;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service on a real broker, with engines that read words. */
class VisionIT {
  private static final String GROUP = "vision-codes-1.0";
  private static final List<String> CODES = List.of("codes-1.0");
  private static final Map<String, Object> GRANTED = Map.of("codes-1.*", true);

  private static final Sketches SKETCHES = new Sketches();
  private static TestNode node;
  private static Broker broker;
  private static Vision vision;

  @BeforeAll
  static void start() throws Exception {
    node = LiveBackend.shared().node("ocelli.vision.tasks = [\"codes-1.0\"]");
    ServiceContext context = node.context();
    VisionSettings settings = VisionSettings.from(context.settings("ocelli.vision"), 2);
    assertThat(settings.workersOf(VisionTasks.CODES)).isEqualTo(2);
    vision = Vision.start(context, settings, Broker.verifier(), SKETCHES);
    broker = new Broker(context.kafka());
  }

  @AfterAll
  static void end() throws Exception {
    vision.drain().toCompletableFuture().get(30, TimeUnit.SECONDS);
    broker.close();
    node.close();
  }

  @Test
  void image_isAnsweredOnBothTopicsUnderItsOwnName() throws Exception {
    Envelope image = image("anna", "hello", GRANTED, CODES);
    RecordMetadata sent = broker.send(image);
    for (String topic : List.of("delivery-1", "vision-1")) {
      Envelope answer = broker.answers(topic, 1, image).get(0);
      assertThat(answer.getMessageId())
          .isEqualTo(MessageIds.result(new ImageId(image.getImageId()), VisionTasks.CODES, 0, 0));
      assertThat(answer.getToken()).isEqualTo(image.getToken());
      assertThat(answer.getAcceptedAtMicros()).isEqualTo(image.getAcceptedAtMicros());
      assertThat(text(answer)).isEqualTo("hello");
    }
    broker.awaitCommitted(GROUP, sent);
  }

  @Test
  void identity_isAskedOfTheEngineAsTheClaimSays() throws Exception {
    Envelope image = image("anna", "who", Map.of("codes-1.*", Map.of("identity", true)), CODES);
    broker.send(image);
    assertThat(text(broker.answers("vision-1", 1, image).get(0))).isEqualTo("who+identity");
  }

  @Test
  void undecodableAndFailing_areAnsweredAsFailedOnBothTopics() throws Exception {
    Envelope broken = image("berta", "broken", GRANTED, CODES);
    Envelope bug = image("berta", "bug", GRANTED, CODES);
    broker.send(broken);
    broker.send(bug);
    for (String topic : List.of("delivery-1", "vision-1")) {
      assertThat(failed(broker.answers(topic, 1, broken).get(0)).getCode())
          .isEqualTo("undecodable");
      assertThat(failed(broker.answers(topic, 1, bug).get(0)).getCode()).isEqualTo("engine");
    }
  }

  @Test
  void notExpected_isPassedOverAndCommitted() {
    Envelope other = image("cilli", "not for codes", Map.of("ocr-1.*", true), List.of("ocr-1.0"));
    Envelope next = image("cilli", "for codes", GRANTED, CODES);
    broker.send(other);
    broker.awaitCommitted(GROUP, broker.send(next));
    broker.answers("vision-1", 1, next);
    assertThat(
            broker.read(
                "vision-1", 1, record -> Broker.envelope(record).getClientId().equals("cilli")))
        .extracting(record -> Broker.envelope(record).getImageId())
        .containsExactly(next.getImageId());
  }

  @Test
  void unbelievable_isPutAsideAndTheStreamGoesOn() {
    byte[] key = RecordKeys.transaction(new ClientId("doris"), new TransactionId("visit"));
    byte[] noise = new byte[500];
    new Random(7).nextBytes(noise);
    Envelope real = image("doris", "stolen", GRANTED, CODES);
    Envelope ungranted = image("doris", "more", Map.of("ocr-1.*", true), CODES);
    Envelope after = image("doris", "after", GRANTED, CODES);
    RecordMetadata random = broker.send(key, noise);
    RecordMetadata empty = broker.send(key, null);
    RecordMetadata forged = broker.send(real.toBuilder().setToken("a.b.c.d.e").build());
    RecordMetadata foreign =
        broker.send(
            RecordKeys.transaction(new ClientId("emma"), new TransactionId("visit")),
            real.toBuilder().setClientId("emma").build().toByteArray());
    RecordMetadata greedy = broker.send(ungranted);
    broker.awaitCommitted(GROUP, broker.send(after));
    broker.answers("delivery-1", 1, after);
    assertThat(asideCode(random)).isEqualTo("unparseable");
    assertThat(asideCode(empty)).isEqualTo("no-value");
    assertThat(asideCode(forged)).startsWith("token-");
    assertThat(asideCode(foreign)).isEqualTo("wrong-client");
    assertThat(asideCode(greedy)).isEqualTo("missing-claim");
    assertThat(
            node.context()
                .meters()
                .get("ocelli.failed")
                .tag("reason", "wrong-client")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void health_isWellOnceEnginesAreWarm() throws Exception {
    Envelope image = image("frida", "warm", GRANTED, CODES);
    broker.send(image);
    broker.answers("vision-1", 1, image);
    assertThat(
            node.context()
                .health()
                .problems(Duration.ofSeconds(10))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS))
        .isEmpty();
  }

  private static String asideCode(RecordMetadata source) {
    String place = source.topic() + "/" + source.partition() + "/" + source.offset();
    ConsumerRecord<byte[], byte[]> aside =
        broker
            .read("ingest-1-quarantine", 1, record -> header(record, "ocelli-source").equals(place))
            .get(0);
    return header(aside, "ocelli-code");
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static Envelope image(
      String client, String content, Map<String, ?> grants, List<String> tasks) {
    return broker.image(client, "visit", content.getBytes(UTF_8), grants, tasks);
  }

  private static String text(Envelope answer) throws InvalidProtocolBufferException {
    return ((Codes) payload(answer)).getCodes(0).getText();
  }

  private static Failed failed(Envelope answer) throws InvalidProtocolBufferException {
    return (Failed) payload(answer);
  }

  private static Message payload(Envelope answer) throws InvalidProtocolBufferException {
    return Payloads.unpack(answer.getPayload()).orElseThrow();
  }
}
