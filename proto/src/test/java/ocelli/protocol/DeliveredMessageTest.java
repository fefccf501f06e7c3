package ocelli.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.EnvelopeReader.WellFormed;
import org.junit.jupiter.api.Test;

class DeliveredMessageTest {
  private final Envelope envelope = EnvelopeReaderTest.good().build();

  @Test
  void render_message_asClientsHaveRecordedIt() {
    assertThat(render(envelope, OptionalLong.of(5)))
        .isEqualTo(
            "{\"id\":\"00112233445566778899aabbccddeeff\",\"type\":\"vision.v1m0.Failed\","
                + "\"timestamp\":\"1970-01-01T00:00:00.000002Z\",\"cursor\":7,\"previous\":5,"
                + "\"transaction\":\"t-1\",\"image\":\"00112233445566778899aabbccddeeff\","
                + "\"data\":{\"task\":\"ocr-1.0\",\"code\":\"\",\"detail\":\"\"}}");
  }

  @Test
  void render_firstMessageWithoutImage_leavesBothOut() {
    assertThat(render(envelope.toBuilder().clearImageId().build(), OptionalLong.empty()))
        .doesNotContain("previous")
        .doesNotContain("\"image\"");
  }

  private static String render(Envelope envelope, OptionalLong previous) {
    WellFormed message = (WellFormed) EnvelopeReader.read(envelope.toByteArray());
    return new String(
        DeliveredMessage.render(message, new Cursor(7), previous),
        java.nio.charset.StandardCharsets.UTF_8);
  }
}
