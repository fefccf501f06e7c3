package ocelli.vision.tasks;

import java.time.Duration;
import java.util.Optional;
import ocelli.ocr.v1m0.Line;
import ocelli.ocr.v1m0.Text;
import ocelli.ocr.v1m0.Word;
import ocelli.vision.core.Affine;
import ocelli.vision.core.Processor;
import ocelli.vision.core.ReadLine;
import ocelli.vision.core.ReadPage;
import ocelli.vision.core.ReadWord;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.onnx.PaddleReader;
import ocelli.vision.opencv.Noise;
import ocelli.vision.opencv.Pictures;
import ocelli.vision.opencv.Straightened;
import ocelli.vision.tesseract.TesseractReader;
import ocelli.vision.v1m0.Engine;
import org.bytedeco.opencv.opencv_core.Mat;

/** The task ocr: Tesseract, and PP-OCR where Tesseract is not sure. */
final class OcrLook implements LookingEngine.Look {
  /** Each reader may take this long, some 60 times the usual: a limit for hostile pages only. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Larger pages are read at this size: A4 at 350 dpi. */
  private static final int LONG_SIDE = 4096;

  /** Below this mean confidence PP-OCR reads better (64 rendered pages and 7 scans). */
  private static final double SURE = 88;

  /** Below this, text that PP-OCR does not see at all is Tesseract's reading of a texture. */
  private static final double PLAUSIBLE = 60;

  private final TesseractReader tesseract;
  private final PaddleReader paddle;
  private final Engine tesseractEngine;
  private final Engine paddleEngine;

  OcrLook(Models models, Processor processor) {
    tesseract = new TesseractReader(models.language(), LIMIT);
    paddle = models.paddle(processor);
    tesseractEngine =
        Shapes.engine(TesseractReader.engine(), models.language().sha256(), Processor.CPU);
    paddleEngine = Shapes.engine(PaddleReader.ENGINE, Models.PADDLE, processor);
  }

  @Override
  public Seen at(Mat original, EngineRequest request) {
    Mat picture = Pictures.within(original, LONG_SIDE);
    Affine toOriginal = Affine.scale((double) original.cols() / picture.cols());
    Straightened level = Straightened.of(Pictures.grey(picture));
    Optional<ReadPage> first = tesseract.read(Noise.removed(level.page()));
    if (first.isEmpty()) {
      return gaveUp("Tesseract");
    }
    ReadPage page = first.get().carriedBy(level.toOriginal().then(toOriginal));
    if (page.confidence() >= SURE) {
      return result(page, tesseractEngine, level.degrees());
    }
    Optional<ReadPage> second = paddle.read(picture, LIMIT);
    if (second.isEmpty()) {
      return gaveUp("PP-OCR");
    }
    if (second.get().isBlank() && page.confidence() >= PLAUSIBLE) {
      return result(page, tesseractEngine, level.degrees());
    }
    return result(second.get().carriedBy(toOriginal), paddleEngine, 0);
  }

  private static Seen gaveUp(String reader) {
    return new Seen.GaveUp(reader + " took longer than " + LIMIT.toSeconds() + " s");
  }

  private static Seen result(ReadPage page, Engine engine, double degrees) {
    Text.Builder text =
        Text.newBuilder()
            .setText(page.text())
            .setConfidence((float) page.confidence())
            .setEngine(engine)
            .setDeskewDegrees((float) degrees)
            .setCount(1);
    page.lines().forEach(line -> text.addLines(line(line)));
    return new Seen.Result(text.build());
  }

  private static Line line(ReadLine read) {
    Line.Builder line = Line.newBuilder().setText(read.text()).setBox(Shapes.box(read.box()));
    read.words().forEach(word -> line.addWords(word(word)));
    return line.build();
  }

  private static Word word(ReadWord read) {
    return Word.newBuilder()
        .setText(read.text())
        .setBox(Shapes.box(read.box()))
        .setConfidence((float) read.confidence())
        .build();
  }

  @Override
  public void close() {
    tesseract.close();
  }
}
