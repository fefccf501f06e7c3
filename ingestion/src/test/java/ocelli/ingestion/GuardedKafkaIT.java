package ocelli.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import ocelli.authz.door.Revocation;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.ingestion.core.ImageBytes;
import ocelli.protocol.ClientId;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.http.Problems;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.runtime.kafka.TopicPlan;
import ocelli.runtime.kafka.Topics;
import ocelli.testkit.GuardedKafka;
import ocelli.testkit.TestNode;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service and a broker that wants TLS and a password: all three kinds of client. */
@Timeout(300)
class GuardedKafkaIT {
  private static final KeySource KEYS = KeySource.generated(2048);
  private static final byte[] PHOTOGRAPH = ImageBytes.real("jpg", 300, 200);
  private static final HttpClient CLIENTS = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir static Path folder;
  private static GuardedKafka broker;

  @BeforeAll
  static void start() throws Exception {
    broker = GuardedKafka.start(folder.resolve("kafka"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void rightFile_producerConsumerAndAdminGetThrough() throws Exception {
    KafkaConnection kafka = connection(broker.clientProperties());
    try (TestNode node = TestNode.start(kafka, "")) {
      ServiceContext context = node.context();
      TokenMint mint = new TokenMint(KEYS, Clock.systemUTC(), new SecureRandom());
      Ingestion ingestion =
          Ingestion.start(
              context,
              IngestionSettings.from(context.settings("ocelli.ingestion")),
              TokenVerifier.create(KEYS));
      ServerBinding door =
          Http.get(context.system())
              .newServerAt("127.0.0.1", 0)
              .bind(Problems.sealed(ingestion.routes()))
              .toCompletableFuture()
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      ClientId leaving = new ClientId("leaving");
      String token = mint.authorisation(leaving, Map.of("ingest-1.*", true, "ocr-*", true));

      assertThat(post(door, token)).isEqualTo(200);
      assertThat(images(context)).isEqualTo(1);

      Revocation revocation = new Revocation(leaving, Clock.systemUTC().instant(), true);
      send(context, leaving, mint.document(revocation.json(), Revocation.TYPE));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      int status = post(door, token);
      while (status == 200 && System.nanoTime() < deadline) {
        status = post(door, token);
      }
      assertThat(status).as("its consumer has read the revocation").isEqualTo(401);
      ingestion.drain().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void noFile_isRefusedAtOnce_andToldWhy() {
    assertThatThrownBy(() -> connection(""))
        .hasMessage(
            "the broker at %s answers in TLS, and security.protocol of ocelli.kafka.client is"
                + " PLAINTEXT",
            broker.bootstrapServers());
  }

  @Test
  void certificateOfAnother_isRefused_andToldWhy() throws Exception {
    String other = GuardedKafka.otherCertificate(folder.resolve("other"));
    KafkaConnection kafka = connection(GuardedKafka.clientProperties(other, GuardedKafka.PASSWORD));
    assertThatThrownBy(() -> ensure(kafka))
        .hasMessageContaining("the brokers and ocelli.kafka.client do not agree")
        .hasMessageContaining("SSL handshake failed: PKIX path");
  }

  @Test
  void brokerCalledOtherwiseThanItsCertificateSays_isRefused() throws Exception {
    String port = broker.bootstrapServers().replaceAll(".*:", "");
    KafkaConnection kafka =
        new KafkaConnection(
            "localhost:" + port, connection(broker.clientProperties()).properties());
    assertThatThrownBy(() -> ensure(kafka))
        .hasMessageContaining("SSL handshake failed: No name matching localhost found");
  }

  @Test
  void wrongPassword_isRefused_andNotShown() throws Exception {
    KafkaConnection kafka =
        connection(GuardedKafka.clientProperties(broker.certificate(), "a-wrong-one"));
    assertThatThrownBy(() -> ensure(kafka))
        .hasMessageContaining("the brokers and ocelli.kafka.client do not agree")
        .hasMessageContaining("Authentication failed: Invalid username or password")
        .hasMessageNotContaining("a-wrong-one");
  }

  private static KafkaConnection connection(String properties) throws Exception {
    Path file = folder.resolve("client.properties");
    Files.writeString(file, properties);
    return KafkaConnection.from(
        ConfigFactory.parseMap(
                Map.of(
                    "bootstrap-servers", broker.bootstrapServers(), "client-file", file.toString()))
            .withFallback(ConfigFactory.load().getConfig("ocelli.kafka")));
  }

  private static void ensure(KafkaConnection kafka) {
    Topics.ensure(kafka, List.of(new TopicPlan("any", 1, (short) 1, Map.of())));
  }

  private static int post(ServerBinding door, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + door.localAddress().getPort() + "/images/trip"))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofByteArray(PHOTOGRAPH))
            .build();
    return CLIENTS.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  /** How many a consumer of the same connection reads; waits for the first. */
  private static int images(ServiceContext context) {
    List<TopicPartition> all = partitions(context);
    int read = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Consumer<byte[], byte[]> consumer =
        context.kafka().consumer(context.system(), "reader").createKafkaConsumer()) {
      consumer.assign(all);
      consumer.seekToBeginning(all);
      while (read == 0 && System.nanoTime() < deadline) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
        read += records.count();
      }
    }
    return read;
  }

  private static List<TopicPartition> partitions(ServiceContext context) {
    int count = TopicPlan.from(context.settings("ocelli.topics"), TopicNames.INGEST).partitions();
    return IntStream.range(0, count)
        .mapToObj(number -> new TopicPartition(TopicNames.INGEST, number))
        .toList();
  }

  private static void send(ServiceContext context, ClientId client, String document)
      throws Exception {
    try (Producer<byte[], byte[]> producer =
        context.kafka().producer(context.system(), 1 << 20).createKafkaProducer()) {
      producer
          .send(
              new ProducerRecord<>(
                  TopicNames.REVOCATIONS,
                  RecordKeys.client(client),
                  document.getBytes(StandardCharsets.US_ASCII)))
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
