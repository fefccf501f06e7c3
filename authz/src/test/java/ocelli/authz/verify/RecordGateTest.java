package ocelli.authz.verify;

import static ocelli.authz.verify.Tokens.CLIENT;
import static ocelli.authz.verify.Tokens.KEYS;
import static ocelli.authz.verify.Tokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ocr.v1m0.Text;
import ocelli.protocol.ClientId;
import ocelli.protocol.Payloads;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TransactionId;
import ocelli.vision.v1m0.Announced;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordGateTest {
  private static final TransactionId TRANSACTION = new TransactionId("t-1");
  private static final byte[] KEY = RecordKeys.transaction(CLIENT, TRANSACTION);

  private final RecordGate gate = new RecordGate(TokenVerifier.create(KEYS));

  @Test
  void judge_whole_isAdmittedWithItsClaims() {
    Judgement judgement = judge(KEY, envelope(NOW).build(), NOW);

    assertThat(judgement).isInstanceOf(Judgement.Admitted.class);
    Judgement.Admitted admitted = (Judgement.Admitted) judgement;
    assertThat(admitted.claims().client()).isEqualTo(CLIENT);
    assertThat(admitted.message().payload()).isInstanceOf(Announced.class);
  }

  /** The token was good at the door, so the message is good for as long as records are. */
  @Test
  void judge_daysAfterTheTokenExpired_isAdmitted() {
    assertThat(judge(KEY, envelope(NOW).build(), NOW.plus(Duration.ofDays(7))))
        .isInstanceOf(Judgement.Admitted.class);
    assertThat(code(judge(KEY, envelope(NOW).build(), NOW.plus(Duration.ofDays(7)).plusMillis(1))))
        .isEqualTo("too-old");
  }

  @Test
  void judge_acceptedAfterTheTokenExpired_isTurnedAway() {
    Instant late = NOW.plus(Duration.ofMinutes(20));

    assertThat(code(judge(KEY, envelope(late).build(), late))).isEqualTo("token-expired");
  }

  @Test
  void judge_acceptedInTheFuture_isTurnedAway() {
    Instant before = NOW.minus(Duration.ofMinutes(5));

    assertThat(judge(KEY, envelope(NOW).build(), before)).isInstanceOf(Judgement.Admitted.class);
    assertThat(code(judge(KEY, envelope(NOW).build(), before.minusMillis(1))))
        .isEqualTo("from-the-future");
  }

  @Test
  void judge_anotherClientsToken_isTurnedAway() {
    ClientId other = new ClientId("other");
    Envelope forged = envelope(NOW).setClientId(other.value()).build();

    assertThat(code(judge(RecordKeys.transaction(other, TRANSACTION), forged, NOW)))
        .isEqualTo("wrong-client");
  }

  @Test
  void judge_anotherKey_isTurnedAway() {
    byte[] value =
        envelope(NOW).setPayload(Payloads.pack(Text.getDefaultInstance())).build().toByteArray();

    assertThat(code(gate.judge(KeyedBy.TRANSACTION, null, value, NOW))).isEqualTo("wrong-key");
    assertThat(code(gate.judge(KeyedBy.CLIENT, KEY, value, NOW))).isEqualTo("wrong-key");
    assertThat(gate.judge(KeyedBy.CLIENT, RecordKeys.client(CLIENT), value, NOW))
        .isInstanceOf(Judgement.Admitted.class);
  }

  @Test
  void judge_noValue_isTurnedAway() {
    assertThat(code(gate.judge(KeyedBy.TRANSACTION, KEY, null, NOW))).isEqualTo("no-value");
    assertThat(code(gate.judge(KeyedBy.TRANSACTION, KEY, new byte[0], NOW))).isNotEmpty();
  }

  @Test
  void judge_forClientsButOfATypeBetweenServices_isTurnedAway() {
    byte[] announced = envelope(NOW).build().toByteArray();
    byte[] key = RecordKeys.client(CLIENT);
    assertThat(code(gate.judge(KeyedBy.CLIENT, key, announced, NOW))).isEqualTo("unexpected-type");
    byte[] text =
        envelope(NOW).setPayload(Payloads.pack(Text.getDefaultInstance())).build().toByteArray();
    assertThat(gate.judge(KeyedBy.CLIENT, key, text, NOW)).isInstanceOf(Judgement.Admitted.class);
  }

  /** Where Kafka's producers put the key it is admitted, elsewhere not. */
  @Test
  void judge_read_isAdmittedOnlyInItsKeysPartition() {
    int partitions = 12;
    int home = Utils.toPositive(Utils.murmur2(KEY)) % partitions;

    for (int partition = 0; partition < partitions; partition++) {
      ConsumerRecord<byte[], byte[]> record =
          record(partition, envelope(NOW).build().toByteArray());
      Judgement judgement = gate.judge(KeyedBy.TRANSACTION, partitions, record);
      if (partition == home) {
        assertThat(judgement).isInstanceOf(Judgement.Admitted.class);
      } else {
        assertThat(code(judgement)).isEqualTo("wrong-partition");
      }
    }
  }

  @Test
  void judge_readOfNoUse_saysWhyBeforeWhere() {
    assertThat(code(gate.judge(KeyedBy.TRANSACTION, 12, record(0, null)))).isEqualTo("no-value");
    assertThat(code(gate.judge(KeyedBy.TRANSACTION, 12, record(0, new byte[] {1}))))
        .isEqualTo("unparseable");
  }

  @Test
  void judge_forgedToken_isTurnedAway() {
    String foreign =
        Tokens.mint(KeySource.generated(2048), NOW)
            .authorisation(CLIENT, Map.of("ingest-1.*", true));

    assertThat(code(judge(KEY, envelope(NOW).setToken(foreign).build(), NOW)))
        .isEqualTo("token-unknown-key");
  }

  @Test
  void judge_unknownPayload_isTurnedAway() {
    Envelope strange =
        envelope(NOW).setPayload(Any.newBuilder().setTypeUrl("type.googleapis.com/x.Y")).build();

    assertThat(code(judge(KEY, strange, NOW))).isEqualTo("unknown-type");
  }

  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void judge_randomBytes_neverThrowsAndNeverAdmits(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = new byte[random.nextInt(400)];
    random.nextBytes(bytes);

    assertThat(gate.judge(KeyedBy.TRANSACTION, KEY, bytes, NOW))
        .isInstanceOf(Judgement.TurnedAway.class);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void judge_mutated_isTheSameInEveryService(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = envelope(NOW).build().toByteArray();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    RecordGate elsewhere = new RecordGate(TokenVerifier.create(KEYS));
    judge(KEY, envelope(NOW).build(), NOW); // ours has the token cached, the other has not

    assertThat(gate.judge(KeyedBy.TRANSACTION, KEY, bytes, NOW).getClass())
        .isEqualTo(elsewhere.judge(KeyedBy.TRANSACTION, KEY, bytes, NOW).getClass());
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        "vision-1",
        partition,
        7,
        NOW.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        KEY.length,
        0,
        KEY,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private Judgement judge(byte[] key, Envelope envelope, Instant logTime) {
    return gate.judge(KeyedBy.TRANSACTION, key, envelope.toByteArray(), logTime);
  }

  private static String code(Judgement judgement) {
    assertThat(judgement).isInstanceOf(Judgement.TurnedAway.class);
    return ((Judgement.TurnedAway) judgement).code();
  }

  private static Envelope.Builder envelope(Instant acceptedAt) {
    long micros =
        TimeUnit.SECONDS.toMicros(acceptedAt.getEpochSecond()) + acceptedAt.getNano() / 1000;
    Announced announced =
        Announced.newBuilder().setSha256(ByteString.copyFrom(new byte[32])).build();
    return Envelope.newBuilder()
        .setCorrelationId(TRANSACTION.value())
        .setClientId(CLIENT.value())
        .setToken(Tokens.good())
        .setMessageId("0".repeat(32))
        .setImageId("1".repeat(32))
        .setAcceptedAtMicros(micros)
        .setCreatedAtMicros(micros)
        .setPayload(Any.pack(announced));
  }
}
