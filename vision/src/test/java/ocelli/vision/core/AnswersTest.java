package ocelli.vision.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.List;
import ocelli.codes.v1m0.Code;
import ocelli.codes.v1m0.Codes;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ingest.v1m0.IngestedImage;
import ocelli.protocol.DeliveredMessage;
import ocelli.protocol.ImageId;
import ocelli.protocol.MessageIds;
import ocelli.protocol.Payloads;
import ocelli.protocol.TaskId;
import ocelli.vision.v1m0.Failed;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final TaskId CODES = new TaskId("codes", 1, 0);
  private static final ImageId IMAGE = new ImageId("0123456789abcdef0123456789abcdef");
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L, 123_456_000);
  private static final Envelope ENVELOPE =
      Envelope.newBuilder()
          .setCorrelationId("visit")
          .setToken("token")
          .setClientId("anna")
          .setImageId(IMAGE.value())
          .setMessageId(IMAGE.value())
          .setAcceptedAtMicros(7)
          .setCreatedAtMicros(8)
          .addExpectedTasks("codes-1.0")
          .setOf(3)
          .setGeneration(2)
          .setPayload(Payloads.pack(IngestedImage.getDefaultInstance()))
          .build();

  private final Answers answers = new Answers(CODES);

  @Test
  void seen_keepsWhatTheImagesEnvelopeSays() throws InvalidProtocolBufferException {
    Codes nothing = Codes.newBuilder().setCount(1).build();
    List<Envelope> made = answers.seen(ENVELOPE, nothing, NOW);
    assertThat(made).hasSize(1);
    Envelope one = made.get(0);
    assertThat(one.getMessageId()).isEqualTo(MessageIds.result(IMAGE, CODES, 0, 2));
    assertThat(one.getCreatedAtMicros()).isEqualTo(1_800_000_000_123_456L);
    assertThat(Payloads.unpack(one.getPayload())).contains(nothing);
    assertThat(
            one.toBuilder()
                .setMessageId(ENVELOPE.getMessageId())
                .setCreatedAtMicros(8)
                .setPayload(ENVELOPE.getPayload())
                .build())
        .isEqualTo(ENVELOPE);
  }

  @Test
  void seen_inParts_eachHasItsOwnId() {
    Code long_ = Code.newBuilder().setText("x".repeat(100_000)).build();
    List<Envelope> made =
        answers.seen(ENVELOPE, Codes.newBuilder().addCodes(long_).addCodes(long_).build(), NOW);
    assertThat(made.stream().map(Envelope::getMessageId))
        .containsExactly(
            MessageIds.result(IMAGE, CODES, 0, 2), MessageIds.result(IMAGE, CODES, 1, 2));
  }

  @Test
  void seen_tooLargeAlone_isOneFailed() throws InvalidProtocolBufferException {
    Code tooLarge = Code.newBuilder().setText("x".repeat(DeliveredMessage.MAX_BYTES)).build();
    List<Envelope> made =
        answers.seen(ENVELOPE, Codes.newBuilder().addCodes(tooLarge).build(), NOW);
    assertThat(made).hasSize(1);
    assertThat(made.get(0).getMessageId()).isEqualTo(MessageIds.failed(IMAGE, CODES, 2));
    Failed failed = (Failed) Payloads.unpack(made.get(0).getPayload()).orElseThrow();
    assertThat(failed.getCode()).isEqualTo("too-large");
    assertThat(failed.getTask()).isEqualTo("codes-1.0");
  }
}
