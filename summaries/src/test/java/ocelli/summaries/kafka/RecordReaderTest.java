package ocelli.summaries.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ocelli.envelope.v1m0.Envelope;
import ocelli.faceextract.v1m0.ExtractedFaces;
import ocelli.ingest.v1m0.IngestedImage;
import ocelli.ocr.v1m0.Text;
import ocelli.summaries.VisionMessages;
import ocelli.summaries.journal.v1m0.Observed;
import ocelli.summaries.journal.v1m0.Part;
import ocelli.vision.v1m0.Closed;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  private final RecordReader reader = new RecordReader(VisionMessages.verifier(), 1);

  private RecordReader.Reading read(ProducerRecord<byte[], byte[]> record) {
    return reader.read(inPartition(0, record));
  }

  private static ConsumerRecord<byte[], byte[]> inPartition(
      int partition, ProducerRecord<byte[], byte[]> record) {
    return new ConsumerRecord<>(
        record.topic(),
        partition,
        7,
        Clock.systemUTC().millis(),
        TimestampType.LOG_APPEND_TIME,
        record.key().length,
        record.value() == null ? -1 : record.value().length,
        record.key(),
        record.value(),
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void read_inAnotherPartitionThanItsKeys_refused() {
    VisionMessages messages = new VisionMessages("shop", "t", 3, VisionMessages.ALL);
    ProducerRecord<byte[], byte[]> record =
        messages.record(messages.of(0, Text.getDefaultInstance()));
    RecordReader oneOfTwo = new RecordReader(VisionMessages.verifier(), 2);
    assertThat(
            Stream.of(0, 1)
                .map(partition -> oneOfTwo.read(inPartition(partition, record)))
                .filter(RecordReader.Refused.class::isInstance))
        .singleElement()
        .extracting(refused -> ((RecordReader.Refused) refused).code())
        .isEqualTo("wrong-partition");
  }

  private RecordReader.Reading read(Map<String, Object> grants, Message payload) {
    VisionMessages messages = new VisionMessages("shop", "t", 3, grants);
    return read(messages.record(messages.of(0, payload)));
  }

  private Observed input(Map<String, Object> grants, Message payload) {
    assertThat(read(grants, payload)).isInstanceOf(RecordReader.Input.class);
    return ((RecordReader.Input) read(grants, payload)).observed();
  }

  private Part part(Map<String, Object> grants, Message payload) {
    return input(grants, payload).getImage().getParts(0);
  }

  @Test
  void read_aResult_isItsImagesAnnouncementToo() {
    Observed observed = input(VisionMessages.ALL, Text.newBuilder().setText("hi").build());
    assertThat(observed.getDeclared()).isEqualTo(3);
    assertThat(observed.getImage().getImage()).isEqualTo(VisionMessages.image(0).value());
    assertThat(observed.getImage().getExpectedTasksList()).hasSize(4);
    assertThat(observed.getToken()).isNotEmpty();
    assertThat(observed.getImage().getParts(0))
        .isEqualTo(Part.newBuilder().setTask("ocr-1.0").setCount(1).setText("hi").build());
  }

  @Test
  void read_identityNotGranted_noEmbeddingReachesTheJournal() {
    ExtractedFaces faces = VisionMessages.person(1);
    assertThat(part(VisionMessages.ALL, faces).getFaces().getFaces(0).getEmbeddingCount())
        .isEqualTo(128);
    Map<String, Object> plain = Map.of("summary-1.0", true, "faceextract-1.*", true);
    assertThat(part(plain, faces).getFaces().getFaces(0).getEmbeddingCount()).isZero();
  }

  @Test
  void read_taskNotGranted_answersButShowsNothing() {
    Part part = part(Map.of("summary-1.*", true), Text.newBuilder().setText("hi").build());
    assertThat(part.getTask()).isEqualTo("ocr-1.0");
    assertThat(part.getContentCase()).isEqualTo(Part.ContentCase.CONTENT_NOT_SET);
  }

  @Test
  void read_summaryNotGranted_countsWithoutContentOrToken() {
    Observed observed = input(Map.of("ocr-*", true), Text.newBuilder().setText("hi").build());
    assertThat(observed.getToken()).isEmpty();
    assertThat(observed.getImage().getParts(0).getContentCase())
        .isEqualTo(Part.ContentCase.CONTENT_NOT_SET);
  }

  @Test
  void read_closed_endsTheTransaction() {
    Observed observed = input(VisionMessages.ALL, Closed.getDefaultInstance());
    assertThat(observed.getEnded()).isTrue();
    assertThat(observed.hasImage()).isFalse();
  }

  @Test
  void read_whatDoesNotBelong_refused() {
    assertThat(read(VisionMessages.ALL, IngestedImage.getDefaultInstance()))
        .isInstanceOfSatisfying(
            RecordReader.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("unexpected-type"));
    VisionMessages messages = new VisionMessages("shop", "t", 3, VisionMessages.ALL);
    assertThat(read(messages.garbage())).isInstanceOf(RecordReader.Refused.class);
    ProducerRecord<byte[], byte[]> empty =
        new ProducerRecord<>("vision-1", messages.garbage().key(), null);
    assertThat(read(empty)).isInstanceOf(RecordReader.Refused.class);
    Envelope forged =
        messages.of(0, Text.getDefaultInstance()).toBuilder().setToken("forged").build();
    assertThat(read(messages.record(forged))).isInstanceOf(RecordReader.Refused.class);
    Envelope imageless =
        messages.of(0, Text.getDefaultInstance()).toBuilder().setImageId("").build();
    assertThat(read(messages.record(imageless)))
        .isInstanceOfSatisfying(
            RecordReader.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("invalid-field"));
  }
}
