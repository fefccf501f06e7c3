package ocelli.ingestion.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ingest.v1m0.IngestedImage;
import ocelli.protocol.ClientId;
import ocelli.protocol.EnvelopeReader;
import ocelli.protocol.EnvelopeReader.WellFormed;
import ocelli.protocol.ImageId;
import ocelli.protocol.TaskId;
import ocelli.protocol.TransactionId;
import ocelli.vision.v1m0.Announced;
import ocelli.vision.v1m0.Closed;
import org.junit.jupiter.api.Test;

class EnvelopesTest {
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.000001Z");
  private static final Instant NOW = AT.plusSeconds(1);
  private static final Admitted ADMITTED =
      new Admitted(new ClientId("acme"), "token", List.of(new TaskId("ocr", 1, 0)), true, AT);
  private static final byte[] CONTENT = ImageBytes.real("png", 20, 10);
  private static final AcceptedImage IMAGE =
      new AcceptedImage(
          ADMITTED,
          new TransactionId("t-1"),
          7,
          ImageId.derived(new ClientId("acme"), new TransactionId("t-1"), "key"),
          new Sniffed.Accepted("image/png", 20, 10),
          CONTENT,
          new byte[32]);

  @Test
  void ingested_readsBack_withEveryField() {
    WellFormed read = read(Envelopes.ingested(IMAGE, NOW));
    IngestedImage image = (IngestedImage) read.payload();
    assertThat(image.getContent().toByteArray()).isEqualTo(CONTENT);
    assertThat(image.getMimeType()).isEqualTo("image/png");
    assertThat(image.getWidth()).isEqualTo(20);
    assertThat(image.getHeight()).isEqualTo(10);
    Envelope envelope = read.envelope();
    assertThat(envelope.getExpectedTasksList()).containsExactly("ocr-1.0");
    assertThat(envelope.getOf()).isEqualTo(7);
    assertThat(envelope.getToken()).isEqualTo("token");
    assertThat(envelope.getAcceptedAtMicros()).isEqualTo(1_795_255_200_000_001L);
    assertThat(envelope.getCreatedAtMicros()).isEqualTo(1_795_255_201_000_001L);
  }

  @Test
  void announced_andIngested_haveIdsOfTheirOwnAndTheSameImage() {
    Envelope image = Envelopes.ingested(IMAGE, NOW);
    WellFormed announced = read(Envelopes.announced(IMAGE, NOW));
    assertThat(announced.payload()).isInstanceOf(Announced.class);
    assertThat(announced.envelope().getImageId()).isEqualTo(image.getImageId());
    assertThat(announced.envelope().getMessageId()).isNotEqualTo(image.getMessageId());
  }

  @Test
  void closed_readsBack_withoutImage() {
    WellFormed read = read(Envelopes.closed(ADMITTED, new TransactionId("t-1"), NOW));
    assertThat(read.payload()).isInstanceOf(Closed.class);
    assertThat(read.envelope().getImageId()).isEmpty();
    assertThat(read.envelope().getCorrelationId()).isEqualTo("t-1");
  }

  @Test
  void admitted_asText_hidesTheToken() {
    Admitted secret = new Admitted(new ClientId("acme"), "s3cret", List.of(), true, AT);
    assertThat(secret.toString()).doesNotContain("s3cret");
  }

  private static WellFormed read(Envelope envelope) {
    return (WellFormed) EnvelopeReader.read(envelope.toByteArray());
  }
}
