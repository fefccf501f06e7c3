package ocelli.vision.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ocelli.codes.v1m0.Code;
import ocelli.codes.v1m0.Codes;
import ocelli.envelope.v1m0.Envelope;
import ocelli.faceextract.v1m0.ExtractedFace;
import ocelli.faceextract.v1m0.ExtractedFaces;
import ocelli.ocr.v1m0.Line;
import ocelli.ocr.v1m0.Text;
import ocelli.ocr.v1m0.Word;
import ocelli.protocol.Cursor;
import ocelli.protocol.DeliveredMessage;
import ocelli.protocol.EnvelopeReader.WellFormed;
import ocelli.protocol.Payloads;
import ocelli.vision.v1m0.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {
  private static final Engine ENGINE = Engine.newBuilder().setName("test 1").build();

  @Test
  void of_small_isTheResultItself() {
    Codes codes = Codes.newBuilder().setEngine(ENGINE).setCount(1).build();
    assertThat(Parts.of(codes)).contains(List.of(codes));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void of_manyFaces_holdsAllInOrderAndFits(long seed) {
    Random random = new Random(seed);
    ExtractedFaces.Builder whole = ExtractedFaces.newBuilder().setEngine(ENGINE).setCount(1);
    for (int number = 0; number < 60; number++) {
      byte[] jpeg = new byte[random.nextInt(20_000)];
      random.nextBytes(jpeg);
      whole.addFaces(
          ExtractedFace.newBuilder().setNumber(number).setJpeg(ByteString.copyFrom(jpeg)));
    }
    List<Message> parts = Parts.of(whole.build()).orElseThrow();
    assertThat(parts).hasSizeGreaterThan(1).allSatisfy(PartsTest::isDeliverable);
    List<ExtractedFace> again =
        parts.stream().flatMap(part -> ((ExtractedFaces) part).getFacesList().stream()).toList();
    assertThat(again).isEqualTo(whole.getFacesList());
    assertThat(parts.stream().map(part -> ((ExtractedFaces) part).getIndex()))
        .containsExactlyElementsOf(IntStream.range(0, parts.size()).boxed().toList());
    assertThat(parts)
        .allSatisfy(part -> assertThat(((ExtractedFaces) part).getCount()).isEqualTo(parts.size()));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void of_longText_partsSayWhatTheWholeSaid(long seed) {
    Random random = new Random(seed);
    List<Line> lines =
        IntStream.range(0, 1_500).mapToObj(number -> line(random)).collect(Collectors.toList());
    String text = lines.stream().map(line -> line.getText() + "\n").collect(Collectors.joining());
    Text whole = Text.newBuilder().setText(text).addAllLines(lines).setEngine(ENGINE).build();
    List<Message> parts = Parts.of(whole).orElseThrow();
    assertThat(parts).hasSizeGreaterThan(1).allSatisfy(PartsTest::isDeliverable);
    assertThat(parts.stream().map(part -> ((Text) part).getText()).collect(Collectors.joining()))
        .isEqualTo(text);
    assertThat(parts.stream().flatMap(part -> ((Text) part).getLinesList().stream()).toList())
        .isEqualTo(lines);
  }

  @Test
  void of_codeTooLargeAlone_isEmpty() {
    Codes codes =
        Codes.newBuilder()
            .addCodes(Code.newBuilder().setText("x"))
            .addCodes(Code.newBuilder().setText("x".repeat(DeliveredMessage.MAX_BYTES)))
            .build();
    assertThat(Parts.of(codes)).isEmpty();
  }

  /** Quotation marks, controls and letters beyond ASCII take more bytes in JSON than they seem. */
  private static Line line(Random random) {
    String text =
        random
            .ints(60)
            .mapToObj(i -> List.of("a", "\"", "\\", "é", "<", "\u0001", "漢", "z").get(i & 7))
            .collect(Collectors.joining());
    return Line.newBuilder().setText(text).addWords(Word.newBuilder().setText(text)).build();
  }

  private static void isDeliverable(Message part) {
    Envelope widest =
        Envelope.newBuilder()
            .setCorrelationId("t".repeat(128))
            .setMessageId("0".repeat(32))
            .setImageId("0".repeat(32))
            .setCreatedAtMicros(253402300799999999L) // the last microsecond with a four-digit year
            .setPayload(Payloads.pack(part))
            .build();
    Cursor last = new Cursor((1L << 53) - 1);
    byte[] json =
        DeliveredMessage.render(
            new WellFormed(widest, part), last, OptionalLong.of(last.value() - 1));
    assertThat(json.length).isLessThanOrEqualTo(DeliveredMessage.MAX_BYTES);
  }
}
