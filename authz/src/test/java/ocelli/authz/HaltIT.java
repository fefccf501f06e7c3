package ocelli.authz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import ocelli.authz.verify.Claims;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.Verdict;
import ocelli.embedded.EmbeddedKafka;
import ocelli.protocol.ClientId;
import ocelli.protocol.TopicNames;
import ocelli.runtime.HaltPoint;
import ocelli.runtime.kafka.KafkaConnection;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process of both roles that ends itself between its durable effects, as {@code
 * docs/crash-points.md} names them; another goes on.
 */
class HaltIT {
  private static final String GRANTS = "{\"ingest-1.*\":true}";
  private static final String REPLACE = "/rotate?revoke=true";
  private static EmbeddedKafka broker;
  private static KafkaConnection kafka;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    broker =
        EmbeddedKafka.start(
            Files.createTempDirectory(Path.of("target").toAbsolutePath(), "kafka-"),
            KafkaConnection.MAX_RECORD_BYTES);
    kafka = new KafkaConnection(broker.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void haltedWhereAClientIsRegistered_aNewSecretMakesItWhole() throws Exception {
    try (HaltingAuthz halting = HaltingAuthz.at("authz-client-registered", kafka, folder)) {
      String client = "{\"client_id\":\"half\",\"grants\":" + GRANTS + "}";
      assertHalted(halting.endedBy("POST", "/authz/clients", client));
      try (RunningAuthz authz = RunningAuthz.after(halting, kafka)) {
        assertThat(authz.add("half", GRANTS).status()).isEqualTo(409);
        String secret = secret(authz.asOperator("POST", path("half", "/rotate"), ""));
        assertThat(authz.token("half", secret, "").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void haltedWhereLeakedSecretsAreRemoved_theyOpenNothingAndTheOperatorAsksAgain()
      throws Exception {
    try (HaltingAuthz halting = HaltingAuthz.at("authz-secrets-removed", kafka, folder)) {
      String leaked = secret(halting.add("robbed", GRANTS));
      Claims stolen = claims(halting, halting.token("robbed", leaked, ""));
      assertHalted(halting.endedBy("POST", path("robbed", REPLACE), ""));
      try (RunningAuthz authz = RunningAuthz.after(halting, kafka);
          Elsewhere elsewhere = elsewhere(halting)) {
        assertThat(authz.authenticate("robbed", leaked).status()).isEqualTo(401);
        String secret = secret(authz.asOperator("POST", path("robbed", REPLACE), ""));
        RunningAuthz.await(() -> elsewhere.revocations().revoked(stolen));
        RunningAuthz.await(() -> authz.token("robbed", secret, "").status() == 200);
      }
    }
  }

  @Test
  void haltedWhereARevocationIsStored_theNextProcessAnnouncesIt() throws Exception {
    assertAnnounced("authz-revocation-stored", "stored", 1);
  }

  @Test
  void haltedWhereARevocationIsPublished_theNextProcessAnnouncesItAgain() throws Exception {
    assertAnnounced("authz-revocation-published", "published", 2);
  }

  private void assertAnnounced(String point, String client, int times) throws Exception {
    try (HaltingAuthz halting = HaltingAuthz.at(point, kafka, folder)) {
      String secret = secret(halting.add(client, GRANTS));
      Claims token = claims(halting, halting.token(client, secret, ""));
      assertHalted(halting.endedBy("DELETE", path(client, ""), ""));
      try (RunningAuthz authz = RunningAuthz.after(halting, kafka);
          Elsewhere elsewhere = elsewhere(halting)) {
        RunningAuthz.await(() -> elsewhere.revocations().revoked(token));
        assertThat(elsewhere.revocations().revoked(new ClientId(client))).isTrue();
        assertThat(authz.token(client, secret, "").status()).isNotEqualTo(200);
        RunningAuthz.await(() -> announced(client) == times);
      }
    }
  }

  /** How often the topic names a client. */
  private static long announced(String client) {
    TopicPartition only = new TopicPartition(TopicNames.REVOCATIONS, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).get(only);
      long found = 0;
      while (consumer.position(only) < end) {
        found +=
            StreamSupport.stream(consumer.poll(Duration.ofSeconds(1)).spliterator(), false)
                .map(ConsumerRecord::key)
                .filter(key -> new String(key, StandardCharsets.UTF_8).endsWith(client))
                .count();
      }
      return found;
    }
  }

  private static Elsewhere elsewhere(HaltingAuthz halted) {
    return new Elsewhere(kafka, TokenVerifier.create(halted.keys()));
  }

  private static void assertHalted(int code) {
    assertThat(code).isEqualTo(HaltPoint.EXIT_CODE);
  }

  private static String path(String client, String more) {
    return "/authz/clients/" + client + more;
  }

  private static String secret(AuthzCalls.Answer answer) {
    return answer.json().path("client_secret").asText();
  }

  private static Claims claims(HaltingAuthz halting, AuthzCalls.Answer answer) {
    Verdict verdict =
        TokenVerifier.create(halting.keys())
            .verify(answer.json().path("access_token").asText(), Clock.systemUTC().instant());
    assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    return ((Verdict.Verified) verdict).claims();
  }
}
