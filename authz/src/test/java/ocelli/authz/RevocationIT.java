package ocelli.authz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.BooleanSupplier;
import ocelli.authz.door.Revocation;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.Claims;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.Verdict;
import ocelli.embedded.EmbeddedKafka;
import ocelli.protocol.ClientId;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.runtime.kafka.KafkaConnection;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From an operator's word to the doors of another process, over a real broker and database. */
class RevocationIT {
  private static final TokenVerifier VERIFIER = TokenVerifier.create(RunningAuthz.KEYS);
  private static EmbeddedKafka broker;
  private static RunningAuthz authz;
  private static Elsewhere elsewhere;

  @BeforeAll
  static void start() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "kafka-");
    broker = EmbeddedKafka.start(folder, KafkaConnection.MAX_RECORD_BYTES);
    authz = RunningAuthz.withBroker(new KafkaConnection(broker.bootstrapServers()));
    elsewhere = new Elsewhere(new KafkaConnection(broker.bootstrapServers()), VERIFIER);
  }

  @AfterAll
  static void stop() throws Exception {
    elsewhere.close();
    authz.close();
    broker.close();
  }

  @Test
  void revoke_closesDoorsElsewhere_alsoThoseThatOpenLater() {
    String secret = secret(authz.add("leaving", "{\"ingest-1.*\":true}"));
    Claims token = claims(authz.token("leaving", secret, ""));
    assertThat(elsewhere.revocations().revoked(token)).isFalse();

    authz.asOperator("DELETE", "/authz/clients/leaving", "");
    await(() -> elsewhere.revocations().revoked(token));
    assertThat(elsewhere.revocations().revoked(new ClientId("leaving"))).isTrue();
    try (Elsewhere later =
        new Elsewhere(new KafkaConnection(broker.bootstrapServers()), VERIFIER)) {
      assertThat(later.revocations().revoked(token)).isTrue();
      assertThat(later.revocations().revoked(new ClientId("somebody"))).isFalse();
    }
  }

  @Test
  void rotateWithRevoke_endsOldSecretsAndTokensOnly() {
    String first = secret(authz.add("leaked", "{\"ingest-1.*\":true}"));
    String authentication = authz.authentication("leaked", first);
    Claims stolen = claims(authz.exchange(authentication, ""));

    String second =
        secret(authz.asOperator("POST", "/authz/clients/leaked/rotate?revoke=true", ""));
    assertThat(authz.authenticate("leaked", first).status()).isEqualTo(401);
    assertThat(authz.exchange(authentication, "").status()).isEqualTo(400);
    await(() -> elsewhere.revocations().revoked(stolen));
    assertThat(elsewhere.revocations().revoked(new ClientId("leaked"))).isFalse();
    await(() -> authz.token("leaked", second, "").status() == 200); // from the next second on
    assertThat(elsewhere.revocations().revoked(claims(authz.token("leaked", second, ""))))
        .isFalse();
    assertThat(authz.asOperator("POST", "/authz/clients/nobody/rotate?revoke=true", "").status())
        .isEqualTo(404);
    assertThat(
            authz
                .asOperator("POST", "/authz/clients/leaked/rotate?revoke=perhaps", "")
                .json()
                .path("code")
                .asText())
        .isEqualTo("bad-revoke");
  }

  /** Who can write into the topic cannot close a door by it. */
  @Test
  void forged_isIgnoredAndWhatFollowsIsRead() throws Exception {
    ClientId victim = new ClientId("victim");
    ClientId after = new ClientId("after");
    Clock clock = Clock.systemUTC();
    Revocation forged = new Revocation(victim, clock.instant(), true);
    Revocation real = new Revocation(after, clock.instant(), true);
    String foreign = mint(KeySource.generated(2048)).document(forged.json(), Revocation.TYPE);
    TokenMint ours = mint(RunningAuthz.KEYS);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String value :
          new String[] {
            foreign,
            "noise",
            ours.document(forged.json(), "another+jwt"),
            ours.document(real.json(), Revocation.TYPE)
          }) {
        producer
            .send(
                new ProducerRecord<>(
                    TopicNames.REVOCATIONS,
                    RecordKeys.client(victim),
                    value.getBytes(StandardCharsets.US_ASCII)))
            .get();
      }
    }

    await(() -> elsewhere.revocations().revoked(after));
    assertThat(elsewhere.revocations().revoked(victim)).isFalse();
  }

  private static TokenMint mint(KeySource keys) {
    return new TokenMint(keys, Clock.systemUTC(), new SecureRandom());
  }

  private static void await(BooleanSupplier condition) {
    RunningAuthz.await(condition);
  }

  private static String secret(RunningAuthz.Answer answer) {
    return answer.json().path("client_secret").asText();
  }

  private static Claims claims(RunningAuthz.Answer answer) {
    String token = answer.json().path("access_token").asText();
    Verdict verdict = VERIFIER.verify(token, authz.now());
    assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    return ((Verdict.Verified) verdict).claims();
  }
}
