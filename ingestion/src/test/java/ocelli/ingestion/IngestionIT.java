package ocelli.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ocelli.authz.door.Revocation;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.embedded.EmbeddedKafka;
import ocelli.ingest.v1m0.IngestedImage;
import ocelli.ingestion.core.ImageBytes;
import ocelli.protocol.ClientId;
import ocelli.protocol.EnvelopeReader;
import ocelli.protocol.EnvelopeReader.WellFormed;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.protocol.TransactionId;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.health.Health;
import ocelli.runtime.http.Problems;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.vision.v1m0.Announced;
import ocelli.vision.v1m0.Closed;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service against a real broker, which the last test stops. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IngestionIT {
  private static final KeySource KEYS = KeySource.generated(2048);
  private static final ClientId CLIENT = new ClientId("acme");
  private static final byte[] PHOTOGRAPH = ImageBytes.real("jpg", 300, 200);

  @TempDir static Path folder;
  private static EmbeddedKafka broker;
  private static ActorSystem<Void> system;
  private static Ingestion ingestion;
  private static ServerBinding binding;
  private static Health health;
  private static final HttpClient CLIENTS = HttpClient.newHttpClient();
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedKafka.start(folder, KafkaConnection.MAX_RECORD_BYTES);
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "ingestion",
            ConfigFactory.parseString("akka.actor.provider = local")
                .withFallback(ConfigFactory.load()));
    health = new Health();
    ServiceContext context =
        new ServiceContext(
            system,
            Clock.systemUTC(),
            new KafkaConnection(broker.bootstrapServers()),
            new SimpleMeterRegistry(),
            health);
    IngestionSettings settings = IngestionSettings.from(context.settings("ocelli.ingestion"));
    ingestion = Ingestion.start(context, settings, TokenVerifier.create(KEYS));
    binding =
        Http.get(system)
            .newServerAt("127.0.0.1", 0)
            .bind(Problems.sealed(ingestion.routes()))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    token =
        new TokenMint(KEYS, Clock.systemUTC(), new SecureRandom())
            .authorisation(CLIENT, Map.of("ingest-1.*", true, "ocr-*", true, "quality-1.0", true));
  }

  @AfterAll
  static void stop() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  @Order(1)
  void post_acknowledged_theBrokerHasImageThenAnnouncement() throws Exception {
    HttpResponse<String> answer = post("/images/trip-1?of=2", PHOTOGRAPH);
    assertThat(answer.statusCode()).isEqualTo(200);
    post("/images/trip-1/complete", new byte[0]);
    ConsumerRecord<byte[], byte[]> ingested = read(TopicNames.INGEST, 1).get(0);
    List<ConsumerRecord<byte[], byte[]>> vision = read(TopicNames.VISION, 2);
    WellFormed image = (WellFormed) EnvelopeReader.read(ingested.value());
    IngestedImage payload = (IngestedImage) image.payload();
    assertThat(payload.getContent().toByteArray()).isEqualTo(PHOTOGRAPH);
    assertThat(ingested.key())
        .isEqualTo(RecordKeys.transaction(CLIENT, new TransactionId("trip-1")));
    assertThat(image.envelope().getExpectedTasksList()).containsExactly("ocr-1.0", "quality-1.0");
    assertThat(image.envelope().getToken()).isEqualTo(token);
    assertThat(answer.body()).contains(image.envelope().getImageId());
    WellFormed announced = (WellFormed) EnvelopeReader.read(vision.get(0).value());
    assertThat(announced.payload()).isInstanceOf(Announced.class);
    assertThat(announced.envelope().getImageId()).isEqualTo(image.envelope().getImageId());
    assertThat(vision.get(0).key()).isEqualTo(ingested.key());
    assertThat(vision.get(0).timestamp()).isGreaterThanOrEqualTo(ingested.timestamp());
    WellFormed closed = (WellFormed) EnvelopeReader.read(vision.get(1).value());
    assertThat(closed.payload()).isInstanceOf(Closed.class);
  }

  @Test
  @Order(2)
  void post_tokenRevoked_isRefusedWithinMoments() throws Exception {
    ClientId leaving = new ClientId("leaving");
    TokenMint mint = new TokenMint(KEYS, Clock.systemUTC(), new SecureRandom());
    String theirs = mint.authorisation(leaving, Map.of("ingest-1.*", true, "ocr-*", true));
    assertThat(post("/images/leaving", PHOTOGRAPH, theirs).statusCode()).isEqualTo(200);
    Revocation revocation = new Revocation(leaving, Clock.systemUTC().instant(), true);
    byte[] signed =
        mint.document(revocation.json(), Revocation.TYPE).getBytes(StandardCharsets.US_ASCII);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(TopicNames.REVOCATIONS, RecordKeys.client(leaving), signed))
          .get(30, TimeUnit.SECONDS);
    }
    HttpResponse<String> answer = post("/images/leaving", PHOTOGRAPH, theirs);
    while (answer.statusCode() == 200) { // the class's time-out ends it
      answer = post("/images/leaving", PHOTOGRAPH, theirs);
    }
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("\"token-revoked\"");
    assertThat(post("/images/staying", PHOTOGRAPH).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(2)
  void post_theLargestImage_passesTheBroker() throws Exception {
    byte[] largest = Arrays.copyOf(PHOTOGRAPH, 16 << 20);
    assertThat(post("/images/large", largest).statusCode()).isEqualTo(200);
    assertThat(post("/images/large", new byte[(16 << 20) + 1]).statusCode()).isEqualTo(413);
  }

  @Test
  @Order(3)
  void post_brokerStopped_firstAndThousandthAre503UnderASecond() throws Exception {
    assertThat(post("/images/before", PHOTOGRAPH).statusCode()).isEqualTo(200);
    broker.close();
    for (int request = 1; request <= 1_000; request++) {
      long began = System.nanoTime();
      HttpResponse<String> answer = post("/images/after", PHOTOGRAPH);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertThat(answer.statusCode()).as("request %d", request).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(took).as("request %d", request).isLessThan(Duration.ofSeconds(1));
    }
    assertThat(
            health.problems(Duration.ofSeconds(1)).toCompletableFuture().get(5, TimeUnit.SECONDS))
        .containsKey("ingestion-broker");
    ingestion.drain().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static HttpResponse<String> post(String path, byte[] body) throws Exception {
    return post(path, body, token);
  }

  private static HttpResponse<String> post(String path, byte[] body, String token)
      throws Exception {
    URI address = URI.create("http://127.0.0.1:" + binding.localAddress().getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return CLIENTS.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("group.id", "reader-of-" + topic);
    settings.put("auto.offset.reset", "earliest");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (records.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    assertThat(records).hasSize(count);
    return records;
  }
}
