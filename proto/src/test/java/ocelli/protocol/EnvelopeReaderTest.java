package ocelli.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.EnvelopeReader.Malformed;
import ocelli.protocol.EnvelopeReader.WellFormed;
import ocelli.vision.v1m0.Failed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeReaderTest {
  private static final String ID = "00112233445566778899aabbccddeeff";

  static Envelope.Builder good() {
    return Envelope.newBuilder()
        .setCorrelationId("t-1")
        .setToken("token")
        .setPayload(Payloads.pack(Failed.newBuilder().setTask("ocr-1.0").build()))
        .setMessageId(ID)
        .setImageId(ID)
        .setClientId("client")
        .setAcceptedAtMicros(1)
        .setCreatedAtMicros(2)
        .addExpectedTasks("ocr-1.0");
  }

  static Stream<Arguments> damaged() {
    return Stream.of(
        bad("correlation_id", e -> e.setCorrelationId("a/b")),
        bad("client_id", e -> e.clearClientId()),
        bad("token", e -> e.clearToken()),
        bad("token", e -> e.setToken("x".repeat(4097))),
        bad("message_id", e -> e.setMessageId("no")),
        bad("image_id", e -> e.setImageId(ID.toUpperCase(java.util.Locale.ROOT))),
        bad("accepted_at_micros", e -> e.setAcceptedAtMicros(-1)),
        bad("created_at_micros", e -> e.clearCreatedAtMicros()),
        bad("expected_tasks", e -> e.addExpectedTasks("ocr")));
  }

  private static Arguments bad(String field, Consumer<Envelope.Builder> damage) {
    return Arguments.of(field, damage);
  }

  @Test
  void read_good_isWellFormed() {
    Envelope envelope = good().build();
    assertThat(EnvelopeReader.read(envelope.toByteArray()))
        .isEqualTo(new WellFormed(envelope, Failed.newBuilder().setTask("ocr-1.0").build()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damaged")
  void read_badField_isNamed(String field, Consumer<Envelope.Builder> damage) {
    Envelope.Builder envelope = good();
    damage.accept(envelope);
    Malformed malformed = (Malformed) EnvelopeReader.read(envelope.build().toByteArray());
    assertThat(malformed.code()).isEqualTo("invalid-field");
    assertThat(malformed.field()).isEqualTo(field);
  }

  @Test
  void read_unknownType_isSaid() {
    Any unknown = Any.newBuilder().setTypeUrl("type.googleapis.com/x.Y").build();
    Malformed malformed =
        (Malformed) EnvelopeReader.read(good().setPayload(unknown).build().toByteArray());
    assertThat(malformed.code()).isEqualTo("unknown-type");
  }

  @Test
  void read_payloadOfOtherBytes_isSaid() {
    Any broken =
        good().getPayload().toBuilder().setValue(ByteString.copyFromUtf8("\u0007\u0007")).build();
    Malformed malformed =
        (Malformed) EnvelopeReader.read(good().setPayload(broken).build().toByteArray());
    assertThat(malformed.code()).isEqualTo("unparseable");
    assertThat(malformed.field()).isEqualTo("payload");
  }
}
