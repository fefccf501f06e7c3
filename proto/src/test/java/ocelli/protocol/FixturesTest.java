package ocelli.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import ocelli.codes.v1m0.Code;
import ocelli.codes.v1m0.Codes;
import ocelli.faceextract.v1m0.ExtractedFace;
import ocelli.faceextract.v1m0.ExtractedFaces;
import ocelli.ingest.v1m0.IngestedImage;
import ocelli.ocr.v1m0.Line;
import ocelli.ocr.v1m0.Text;
import ocelli.ocr.v1m0.Word;
import ocelli.quality.v1m0.Quality;
import ocelli.summary.v1m0.Image;
import ocelli.summary.v1m0.Person;
import ocelli.summary.v1m0.Sighting;
import ocelli.summary.v1m0.Summary;
import ocelli.vision.v1m0.Announced;
import ocelli.vision.v1m0.Box;
import ocelli.vision.v1m0.Closed;
import ocelli.vision.v1m0.Engine;
import ocelli.vision.v1m0.Failed;
import ocelli.vision.v1m0.Point;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes recorded when a version was released stay readable, and read as what they said then. A new
 * version adds fixtures; those here are never made anew.
 */
class FixturesTest {
  private static final Path FOLDER = Path.of("src/test/fixtures");
  private static final String IMAGE = "00112233445566778899aabbccddeeff";

  static Stream<Message> recorded() {
    Engine engine =
        Engine.newBuilder().setName("engine 1.0").setModel("ab12").setBackend("cpu").build();
    Box box = Box.newBuilder().setX(1.5f).setY(2).setWidth(30).setHeight(40.25f).build();
    Point point = Point.newBuilder().setX(3).setY(4.5f).build();
    Code code = Code.newBuilder().setSymbology("QR_CODE").setText("hé").addCorners(point).build();
    return Stream.of(
        IngestedImage.newBuilder()
            .setMimeType("image/png")
            .setContent(ByteString.copyFromUtf8("bytes"))
            .setSha256(ByteString.copyFrom(new byte[32]))
            .setWidth(16_384)
            .setHeight(1)
            .build(),
        Announced.newBuilder().setSha256(ByteString.copyFrom(new byte[32])).build(),
        Closed.getDefaultInstance(),
        Failed.newBuilder()
            .setTask("ocr-1.0")
            .setCode("undecodable")
            .setDetail("it ends early")
            .build(),
        ExtractedFaces.newBuilder()
            .addFaces(
                ExtractedFace.newBuilder()
                    .setBox(box)
                    .setScore(0.75f)
                    .addKeypoints(point)
                    .setJpeg(ByteString.copyFromUtf8("jpeg"))
                    .addAllEmbedding(List.of(0.5f, -0.25f))
                    .setNumber(2))
            .setEngine(engine)
            .setIndex(1)
            .setCount(2)
            .build(),
        Text.newBuilder()
            .setText("Grüße\n")
            .addLines(
                Line.newBuilder()
                    .setText("Grüße")
                    .setBox(box)
                    .addWords(Word.newBuilder().setText("Grüße").setBox(box).setConfidence(96.5f)))
            .setConfidence(96.5f)
            .setEngine(engine)
            .setDeskewDegrees(-1.5f)
            .setCount(1)
            .build(),
        Codes.newBuilder().addCodes(code).setEngine(engine).setCount(1).build(),
        Quality.newBuilder()
            .setWidth(640)
            .setHeight(480)
            .setSharpness(123.5)
            .setBrightness(99.25)
            .setContrast(12)
            .setClipped(0.125)
            .setPerceptualHash("0123456789abcdef")
            .setEngine(engine)
            .build(),
        Summary.newBuilder()
            .setSentence("One image.")
            .setClosedBy("complete")
            .setRevision(1)
            .addImages(
                Image.newBuilder()
                    .setImage(IMAGE)
                    .setAcceptedAtMicros(1_700_000_000_000_000L)
                    .setFaces(0)
                    .setText("Grüße")
                    .addFailed("codes-1.0")
                    .addUnanswered("quality-1.0"))
            .addPersons(
                Person.newBuilder().addSightings(Sighting.newBuilder().setImage(IMAGE).setFace(1)))
            .setText("Grüße")
            .addCodes(code)
            .setBestImage(IMAGE)
            .setDeclared(1)
            .build());
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void recordedBytes_areReadAsTheyWereMeant(Message meant) throws IOException {
    String name = meant.getDescriptorForType().getFullName();
    Path bytes = FOLDER.resolve(name + ".bin");
    Path json = FOLDER.resolve(name + ".json");
    if (Protocol.UPDATE && !Files.exists(bytes)) {
      Files.createDirectories(FOLDER);
      Files.write(bytes, meant.toByteArray());
      Files.writeString(json, JsonFormat.printer().print(meant) + "\n");
    }
    Message read = meant.getParserForType().parseFrom(Files.readAllBytes(bytes));
    assertThat(read).isEqualTo(meant);
    assertThat(JsonFormat.printer().print(read) + "\n").isEqualTo(Files.readString(json));
  }
}
