package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Any;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ocelli.authz.verify.FileKeySource;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.ClientId;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.protocol.TransactionId;
import ocelli.runtime.kafka.Quarantine;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ocelli among people who mean it harm: what it is sent is turned away by its right name, and those
 * who mean well are served meanwhile. {@code -Docelli.it.bombs=50} sends each bomb so often, for a
 * figure of the processor time that it costs.
 */
class HostileIT {
  private static final int BOMBS = Integer.getInteger("ocelli.it.bombs", 10);
  private static final int TASKS = 4;
  private static final double TICKS_PER_SECOND = 100; // Linux's USER_HZ on every architecture
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int RANDOM_BYTES = 200;

  @TempDir static Path data;

  private static UpProcess ocelli;
  private static Receiver receiver;
  private static Customer shop;
  private static Customer stranger;
  private static Door door;

  @BeforeAll
  static void start() throws Exception {
    ocelli = UpProcess.start(data);
    receiver = new Receiver();
    shop = Customer.register(ocelli, "shop", Optional.of(receiver.url()));
    stranger = Customer.register(ocelli, "stranger", Optional.empty());
    receiver.trust(shop.webhookSecret());
    door = new Door(ocelli.url());
  }

  @AfterAll
  static void stop() throws Exception {
    receiver.close();
    ocelli.close();
  }

  @Test
  void bombs_eachItsStatus_andGoodImagesComeThroughBetween() throws Exception {
    String token = shop.token(ocelli.url());
    Set<String> good = new HashSet<>();
    for (Bombs.Bomb bomb : Bombs.refused()) {
      double before = ticks();
      for (int i = 0; i < BOMBS; i++) {
        HttpResponse<String> answer = door.post(token, "bombs", "image/jpeg", bomb.body());
        assertThat(answer.statusCode()).as(bomb.name()).isEqualTo(bomb.status());
        assertThat(answer.headers().firstValue("Content-Type"))
            .contains("application/problem+json");
        assertThat(new ObjectMapper().readTree(answer.body()).get("code").asText()).isNotEmpty();
      }
      double millis = (ticks() - before) * 1000 / TICKS_PER_SECOND / BOMBS;
      System.err.printf("%-34s %6.1f ms of processor time each%n", bomb.name(), millis);
      good.add(accepted(token, "good", "image/png", Pictures.png(good.size())));
    }
    good.add(accepted(token, "good", "image/jpeg", Pictures.png(good.size())));
    String broken = accepted(token, "broken", "image/jpeg", Bombs.truncatedJpeg());

    awaitAnswers(good, broken);
    assertThat(answersOf(broken)).allMatch(answer -> answer.type().equals("vision.v1m0.Failed"));
    good.forEach(
        image ->
            assertThat(answersOf(image))
                .noneMatch(answer -> answer.type().equals("vision.v1m0.Failed")));
  }

  @Test
  void tokens_thatAreNotOurs_are401WithoutAStackTrace() throws Exception {
    String overheard = shop.token(ocelli.url());
    BadTokens tokens = new BadTokens("shop", FileKeySource.openOrCreate(data.resolve("keys")));
    for (Map.Entry<String, String> bad : tokens.all(overheard, door.publicKeys()).entrySet()) {
      HttpResponse<String> answer =
          door.post(bad.getValue(), "tokens", "image/png", Pictures.png(1));
      assertThat(answer.statusCode()).as(bad.getKey()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(answer.body()).doesNotContain("Exception").doesNotContain(bad.getValue());
    }
    assertThat(door.postWithTokenOf(5_000_000)).isIn("HTTP/1.1 401", "");
    assertThat(door.post(tokens.good(overheard), "t", "image/png", Pictures.png(2)).statusCode())
        .as("the same by our own hand, so that the others were refused for what is wrong in them")
        .isEqualTo(200);
    assertThat(ocelli.log()).doesNotContain("\tat ").doesNotContain(overheard);
  }

  @Test
  void records_writtenStraightIntoTheTopics_reachNobody() throws Exception {
    String token = shop.token(ocelli.url());
    Set<String> good = new HashSet<>();
    good.add(accepted(token, "before", "image/png", Pictures.png(100)));
    awaitAnswers(good, null);
    try (Intruder intruder = new Intruder(ocelli.operator().get("kafka").asText())) {
      attack(intruder, TopicNames.INGEST, "IngestedImage", "quality.v1m0.Quality");
      attack(intruder, TopicNames.VISION, "quality.v1m0.Quality", "IngestedImage");
      attack(intruder, TopicNames.DELIVERY, "quality.v1m0.Quality", "IngestedImage");
      for (int i = 0; i < intruder.partitions(TopicNames.INGEST); i++) {
        good.add(accepted(token, "after-" + i, "image/png", Pictures.png(101 + i)));
      }
      awaitAnswers(good, null);
      awaitQuarantine(intruder, TopicNames.INGEST);
      awaitQuarantine(intruder, TopicNames.VISION);
      awaitQuarantine(intruder, TopicNames.DELIVERY);
      assertNothingElseIsTold(intruder);
    }
  }

  /** Every partition gets something of everything, so that none can be stuck unnoticed. */
  private static void attack(Intruder intruder, String topic, String genuine, String misplaced)
      throws Exception {
    ConsumerRecord<byte[], byte[]> overheard = intruder.overheard(topic, genuine);
    Envelope envelope = Envelope.parseFrom(overheard.value());
    byte[] key = overheard.key();
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    int partitions = intruder.partitions(topic);
    for (int partition = 0; partition < partitions; partition++) {
      intruder.write(topic, partition, random, random);
      intruder.write(topic, partition, key, null);
    }
    Any unknown = Any.newBuilder().setTypeUrl("type.googleapis.com/ocelli.nobody.v1m0.X").build();
    String foreign = new BadTokens("shop", FileKeySource.openOrCreate(keys())).foreign();
    intruder.write(
        topic, null, key, envelope.toBuilder().setPayload(unknown).build().toByteArray());
    intruder.write(topic, null, key, envelope.toBuilder().setToken(foreign).build().toByteArray());
    intruder.write(topic, null, key, misplaced(intruder, topic, misplaced, envelope));
    byte[] strangers = keyOf(topic, new ClientId("stranger"), envelope);
    Envelope stolen = envelope.toBuilder().setClientId("stranger").build();
    intruder.write(topic, null, strangers, overheard.value());
    intruder.write(topic, null, strangers, stolen.toByteArray());
    if (!topic.equals(TopicNames.INGEST)) { // there a partition is only a share of the work
      intruder.write(topic, (overheard.partition() + 1) % partitions, key, overheard.value());
    }
  }

  private static Path keys() {
    return data.resolve("keys");
  }

  private static byte[] keyOf(String topic, ClientId client, Envelope envelope) {
    return topic.equals(TopicNames.DELIVERY)
        ? RecordKeys.client(client)
        : RecordKeys.transaction(client, new TransactionId(envelope.getCorrelationId()));
  }

  /** A genuine message that has no business in this topic. */
  private static byte[] misplaced(Intruder intruder, String topic, String type, Envelope envelope)
      throws Exception {
    String home = topic.equals(TopicNames.INGEST) ? TopicNames.VISION : TopicNames.INGEST;
    Any payload = Envelope.parseFrom(intruder.overheard(home, type).value()).getPayload();
    return envelope.toBuilder().setPayload(payload).build().toByteArray();
  }

  private static void awaitQuarantine(Intruder intruder, String topic) throws Exception {
    Set<String> codes = new HashSet<>(Set.of("no-value", "unparseable", "unknown-type"));
    codes.addAll(Set.of("token-unknown-key", "wrong-key", "wrong-client"));
    if (!topic.equals(TopicNames.INGEST)) {
      codes.addAll(Set.of("unexpected-type", "wrong-partition"));
    }
    Await.until(
        PATIENCE,
        () -> topic + " has " + quarantined(intruder, topic) + ", not all of " + codes,
        () -> quarantined(intruder, topic).keySet().containsAll(codes));
    assertThat(quarantined(intruder, topic).keySet()).isEqualTo(codes);
  }

  private static Map<String, Long> quarantined(Intruder intruder, String topic) {
    return intruder.all(Quarantine.of(topic)).stream()
        .collect(
            Collectors.groupingBy(
                record -> Intruder.header(record, "ocelli-code"), Collectors.counting()));
  }

  private static void assertNothingElseIsTold(Intruder intruder) throws Exception {
    List<Delivered> told =
        Customer.firehose(ocelli.url(), shop.token(ocelli.url()), "\"earliest\"");
    Delivered.assertChained(told);
    assertThat(told.stream().map(Delivered::id)).doesNotHaveDuplicates();
    Await.until(
        PATIENCE,
        () -> receiver.acknowledged().size() + " webhooks of " + told.size(),
        () -> receiver.acknowledged().size() >= told.size());
    assertThat(receiver.acknowledged().stream().map(Delivered::occurrence))
        .containsExactlyInAnyOrderElementsOf(told.stream().map(Delivered::occurrence).toList());
    assertThat(receiver.forged()).isEmpty();
    assertThat(Customer.firehose(ocelli.url(), stranger.token(ocelli.url()), "\"earliest\""))
        .isEmpty();
    String metrics = door.get(ocelli.management(), "/metrics");
    for (String topic : List.of(TopicNames.INGEST, TopicNames.VISION, TopicNames.DELIVERY)) {
      for (String code : quarantined(intruder, topic).keySet()) {
        assertThat(metrics).containsPattern("ocelli_failed_total\\{[^}]*reason=\"" + code + "\"");
      }
    }
  }

  private static String accepted(String token, String transaction, String type, byte[] image)
      throws Exception {
    HttpResponse<String> answer = door.post(token, transaction, type, image);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body()).get("image").asText();
  }

  private static void awaitAnswers(Set<String> images, @Nullable String one)
      throws InterruptedException {
    Set<String> all = new HashSet<>(images);
    Optional.ofNullable(one).ifPresent(all::add);
    Await.until(
        PATIENCE,
        () -> "of " + all + " there are " + receiver.acknowledged(),
        () -> all.stream().allMatch(image -> answersOf(image).size() >= TASKS));
  }

  private static List<Delivered> answersOf(String image) {
    return receiver.acknowledged().stream().filter(m -> m.image().equals(image)).toList();
  }

  /** The processor time of the server so far, in ticks: fields 14 and 15 of proc(5)'s stat. */
  private static double ticks() throws Exception {
    String stat = Files.readString(Path.of("/proc/" + ocelli.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
  }
}
