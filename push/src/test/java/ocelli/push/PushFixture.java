package ocelli.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import ocelli.authz.door.Revocations;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.FileKeySource;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.WebhookSecrets;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ocr.v1m0.Text;
import ocelli.protocol.ClientId;
import ocelli.protocol.Payloads;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** A fresh delivery-1 and a fresh database, with nodes of push on them. */
final class PushFixture implements AutoCloseable {
  private static final Path KEY_FOLDER = newFolder();
  private static final KeySource KEYS = FileKeySource.openOrCreate(KEY_FOLDER);
  private static final Random RANDOM = new Random(1);
  private static final TokenMint MINT = new TokenMint(KEYS, Clock.systemUTC(), RANDOM);

  private final KafkaConnection kafka = LiveBackend.shared().kafka();
  private final DatabaseSettings database;
  private final List<TestNode> nodes = new ArrayList<>();
  private final KafkaProducer<byte[], byte[]> producer;
  private int messages;

  PushFixture() throws Exception {
    this(LiveBackend.shared().newDatabase());
  }

  PushFixture(DatabaseSettings database) throws Exception {
    this.database = database;
    try (Admin admin = kafka.admin()) {
      admin.deleteTopics(List.of(TopicNames.DELIVERY)).all().get();
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("linger.ms", "5");
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A node that is running, what it counts and how it is ended. */
  record Running(TestNode node, Push push) {
    double count(String name, String... tags) {
      return node.context().meters().find(name).tags(tags).counters().stream()
          .mapToDouble(Counter::count)
          .sum();
    }

    /** What this process knows of revoked clients. */
    Revocations revocations() {
      return Revocations.follow(node.context(), TokenVerifier.create(KEYS));
    }

    /** What is wrong, by name. */
    Map<String, String> problems() {
      return node.context().health().problems(Duration.ofSeconds(5)).toCompletableFuture().join();
    }

    void kill() {
      node.close();
    }
  }

  DatabaseSettings database() {
    return database;
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "keys-")
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The keys of all nodes. */
  static Path keyFolder() {
    return KEY_FOLDER;
  }

  /** Settings of a node on this broker and this database. */
  String hocon(String settings) {
    return settings
        + "\nocelli.push.allow-insecure = true\n"
        + LiveBackend.hocon("ocelli.push.database", database)
        + String.format(
            "akka-persistence-jdbc.shared-databases.push.db"
                + " { url = \"%s\", user = \"%s\", password = \"%s\" }%n",
            database.url(), database.user(), database.password());
  }

  Running start(String settings) {
    TestNode node = LiveBackend.shared().node(hocon(settings));
    nodes.add(node);
    Push push =
        Push.start(
            node.context(),
            PushSettings.from(node.context().settings("ocelli.push")),
            TokenVerifier.create(KEYS),
            KEYS);
    return new Running(node, push);
  }

  static String secret(String client) {
    byte[] master = KEYS.keys().webhookMasterKey().orElseThrow();
    return WebhookSecrets.secret(master, new ClientId(client), 1);
  }

  /** A token that lets push deliver there. */
  String pushing(String client, String url, String order) {
    return MINT.authorisation(
        new ClientId(client),
        Map.of("push-1", Map.of("url", url, "generation", 1, "order", order), "ocr-1.0", true));
  }

  /** A token that may send images, and so ask what became of their answers. */
  String sending(String client) {
    return MINT.authorisation(new ClientId(client), Map.of("ingest-1.*", true));
  }

  /** A token without push. */
  String silent(String client) {
    return MINT.authorisation(new ClientId(client), Map.of("ocr-1.0", true));
  }

  Future<RecordMetadata> publish(String client, String token, String transaction, String text) {
    return raw(RecordKeys.client(new ClientId(client)), envelope(client, token, transaction, text));
  }

  byte[] envelope(String client, String token, String transaction, String text) {
    long micros = System.currentTimeMillis() * 1000;
    return Envelope.newBuilder()
        .setCorrelationId(transaction)
        .setToken(token)
        .setPayload(Payloads.pack(Text.newBuilder().setText(text).build()))
        .setMessageId(String.format("%032x", ++messages))
        .setImageId(String.format("%032x", messages))
        .setClientId(client)
        .setAcceptedAtMicros(micros)
        .setCreatedAtMicros(micros)
        .build()
        .toByteArray();
  }

  Future<RecordMetadata> raw(byte[] key, byte[] value) {
    return producer.send(new ProducerRecord<>(TopicNames.DELIVERY, key, value));
  }

  /** Puts a record into a partition, whatever its key. */
  Future<RecordMetadata> into(int partition, String client, byte[] value) {
    byte[] key = RecordKeys.client(new ClientId(client));
    return producer.send(new ProducerRecord<>(TopicNames.DELIVERY, partition, key, value));
  }

  /** Where a client's records lie. */
  static int partitionOf(String client) {
    return Utils.toPositive(Utils.murmur2(RecordKeys.client(new ClientId(client)))) % 4;
  }

  void flush() {
    producer.flush();
  }

  /** Looks again and again until it is so. */
  static void await(String what, Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Override
  public void close() {
    producer.close();
    nodes.forEach(TestNode::close);
  }
}
