package ocelli.firehose;

import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import ocelli.authz.door.Revocation;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.codes.v1m0.Codes;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ocr.v1m0.Text;
import ocelli.protocol.ClientId;
import ocelli.protocol.Payloads;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.runtime.http.Problems;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One firehose with its HTTP port, a producer of delivery-1 and tokens that it takes. */
final class FirehoseFixture implements AutoCloseable {
  static final KeySource KEYS = KeySource.generated(2048);
  private static final TokenMint MINT =
      new TokenMint(KEYS, Clock.systemUTC(), new Random(1)); // the lives only
  private static final Map<String, Object> GRANTS = Map.of("firehose-1.*", true, "ocr-*", true);
  private static final Map<String, String> TOKENS = new ConcurrentHashMap<>(); // minting is RSA
  // Keep-alive messages every second, as the tests' nodes have them, hold a region's end back.
  private static final String QUICK_END =
      "akka.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout = 2s\n";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final TestNode node;
  private final Firehose firehose;
  private final ServerBinding server;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Random random = new Random(2);

  private FirehoseFixture(
      TestNode node,
      Firehose firehose,
      ServerBinding server,
      KafkaProducer<byte[], byte[]> producer) {
    this.node = node;
    this.firehose = firehose;
    this.server = server;
    this.producer = producer;
  }

  static FirehoseFixture start(DatabaseSettings database, String settings) throws Exception {
    String hocon = LiveBackend.hocon("ocelli.firehose.database", database) + QUICK_END + settings;
    TestNode node = LiveBackend.shared().node(hocon);
    Firehose firehose =
        Firehose.start(
            node.context(),
            FirehoseSettings.from(node.context().settings("ocelli.firehose")),
            TokenVerifier.create(KEYS));
    ServerBinding server =
        Http.get(node.context().system())
            .newServerAt("127.0.0.1", 0)
            .bind(Problems.sealed(firehose.routes()))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            LiveBackend.shared().kafka().bootstrapServers(),
            "acks",
            "all",
            "linger.ms",
            "0");
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new FirehoseFixture(node, firehose, server, new KafkaProducer<>(config, bytes, bytes));
  }

  TestNode node() {
    return node;
  }

  Firehose firehose() {
    return firehose;
  }

  static String token(String client) {
    return MINT.authorisation(new ClientId(client), GRANTS);
  }

  /** A token of the seconds to come. */
  static String tokenLater(String client) {
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(20)); // within a door's skew
    return new TokenMint(KEYS, later, new Random(3)).authorisation(new ClientId(client), GRANTS);
  }

  /** Revokes all tokens up to now, as authorisation publishes it. */
  void revoke(String client) throws Exception {
    Revocation revocation =
        new Revocation(new ClientId(client), Clock.systemUTC().instant(), false);
    byte[] signed =
        MINT.document(revocation.json(), Revocation.TYPE).getBytes(StandardCharsets.US_ASCII);
    producer
        .send(
            new ProducerRecord<>(
                TopicNames.REVOCATIONS, RecordKeys.client(new ClientId(client)), signed))
        .get(30, TimeUnit.SECONDS);
  }

  static String tokenWithout(String client) {
    return MINT.authorisation(new ClientId(client), Map.of("ocr-*", true));
  }

  /** A result of OCR, of some bytes of text. */
  static Envelope text(String client, String transaction, String text, long number) {
    return envelope(client, transaction, number)
        .setPayload(Payloads.pack(Text.newBuilder().setText(text).build()))
        .build();
  }

  static Envelope codes(String client, String transaction, long number) {
    return envelope(client, transaction, number)
        .setPayload(Payloads.pack(Codes.getDefaultInstance()))
        .build();
  }

  private static Envelope.Builder envelope(String client, String transaction, long number) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Clock.systemUTC().instant());
    return Envelope.newBuilder()
        .setCorrelationId(transaction)
        .setToken(TOKENS.computeIfAbsent(client, FirehoseFixture::token))
        .setMessageId(String.format("%032x", number))
        .setClientId(client)
        .setAcceptedAtMicros(micros)
        .setCreatedAtMicros(micros);
  }

  /** Sends and waits for the broker. */
  RecordMetadata send(Envelope envelope) throws Exception {
    return sendSoon(envelope).get(30, TimeUnit.SECONDS);
  }

  Future<RecordMetadata> sendSoon(Envelope envelope) {
    return sendRaw(RecordKeys.client(new ClientId(envelope.getClientId())), envelope.toByteArray());
  }

  Future<RecordMetadata> sendRaw(byte[] key, byte[] value) {
    return producer.send(new ProducerRecord<>(TopicNames.DELIVERY, key, value));
  }

  /** Sends some messages of a client and gives their cursors. */
  List<Long> sendTexts(String client, int count) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sent.add(sendSoon(text(client, "t" + i % 3, "text " + i, random.nextLong() >>> 1)));
    }
    List<Long> cursors = new ArrayList<>();
    for (Future<RecordMetadata> one : sent) {
      cursors.add(one.get(30, TimeUnit.SECONDS).offset());
    }
    return cursors;
  }

  HttpRequest.Builder request() {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.localAddress().getPort() + "/firehose"));
  }

  HttpRequest.Builder request(String query) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.localAddress().getPort() + "/firehose?" + query));
  }

  HttpRequest post(String token, String body) {
    return request()
        .header("Authorization", "Bearer " + token)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** An answer that ends by itself. */
  static HttpResponse<String> answer(HttpRequest request) throws Exception {
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  HeldReader open(String client, String body) throws Exception {
    return open(post(token(client), body));
  }

  static HeldReader open(HttpRequest request) throws Exception {
    return new HeldReader(HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream()));
  }

  @Override
  public void close() throws Exception {
    producer.close();
    node.close();
    firehose.close();
  }
}
