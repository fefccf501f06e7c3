package ocelli.vision.onnx;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.rotate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ocelli.vision.core.Affine;
import ocelli.vision.core.LineOrder;
import ocelli.vision.core.ModelFile;
import ocelli.vision.core.Processor;
import ocelli.vision.core.Quad;
import ocelli.vision.core.ReadLine;
import ocelli.vision.core.ReadPage;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * PP-OCRv3: reads photographs, noise and turned pages, where Tesseract fails. Any number of
 * threads.
 */
public final class PaddleReader {
  /** As results name it. */
  public static final String ENGINE = "pp-ocr v3, " + OrtModel.engine();

  /** The longest lines say which way up the page is. */
  private static final int LINES_ASKED = 5;

  /** Smaller pictures hold no letter. */
  private static final int LEAST_SIDE = 8;

  private final TextFinder finder;
  private final LineDirection direction;
  private final LineReader reader;

  /** Loads the three networks and the recogniser's alphabet. */
  public PaddleReader(
      ModelFile finder,
      ModelFile direction,
      ModelFile reader,
      ModelFile alphabet,
      Processor processor) {
    this.finder = new TextFinder(new OrtModel(finder.bytes(), processor));
    this.direction = new LineDirection(new OrtModel(direction.bytes(), processor));
    this.reader = new LineReader(new OrtModel(reader.bytes(), processor), alphabet);
  }

  /** The page's lines and words; empty where it took longer than the limit. */
  public Optional<ReadPage> read(Mat picture, Duration limit) {
    if (Math.min(picture.cols(), picture.rows()) < LEAST_SIDE) {
      return Optional.of(ReadPage.EMPTY);
    }
    long deadline = System.nanoTime() + limit.toNanos();
    try (PointerScope scope = new PointerScope()) {
      Turned page = upright(new Turned(picture, Affine.IDENTITY, finder.find(picture)));
      List<ReadLine> lines = new ArrayList<>();
      for (Quad line : page.lines()) {
        if (System.nanoTime() - deadline > 0) {
          return Optional.empty();
        }
        read(page.picture(), line).ifPresent(lines::add);
      }
      return Optional.of(new ReadPage(LineOrder.of(lines)).carriedBy(page.toOriginal()));
    }
  }

  /** A page, the way back to how it came, and its lines as it is now. */
  private record Turned(Mat picture, Affine toOriginal, List<Quad> lines) {}

  private Turned upright(Turned page) {
    Turned level = mostlyUpended(page.lines()) ? quarterTurned(page) : page;
    return mostlyOnTheirHeads(level) ? halfTurned(level) : level;
  }

  private static boolean mostlyUpended(List<Quad> lines) {
    double upended = lines.stream().filter(Quad::upended).mapToDouble(Quad::height).sum();
    double level =
        lines.stream()
            .filter(line -> line.width() > 1.5 * line.height())
            .mapToDouble(Quad::width)
            .sum();
    return upended > level;
  }

  private boolean mostlyOnTheirHeads(Turned page) {
    List<Quad> asked =
        page.lines().stream()
            .sorted(Comparator.comparingDouble((Quad line) -> -line.width()))
            .limit(LINES_ASKED)
            .toList();
    return 2 * asked.stream().filter(line -> onItsHead(page.picture(), line)).count()
        > asked.size();
  }

  private boolean onItsHead(Mat picture, Quad line) {
    try (PointerScope scope = new PointerScope()) {
      return direction.onItsHead(LineImages.cut(picture, line));
    }
  }

  private Turned quarterTurned(Turned page) {
    Mat turned = new Mat();
    rotate(page.picture(), turned, ROTATE_90_COUNTERCLOCKWISE);
    Affine back = new Affine(0, -1, page.picture().cols(), 1, 0, 0);
    return new Turned(turned, back.then(page.toOriginal()), finder.find(turned));
  }

  private Turned halfTurned(Turned page) {
    Mat turned = new Mat();
    rotate(page.picture(), turned, ROTATE_180);
    Affine back = new Affine(-1, 0, turned.cols(), 0, -1, turned.rows());
    return new Turned(turned, back.then(page.toOriginal()), finder.find(turned));
  }

  private Optional<ReadLine> read(Mat picture, Quad line) {
    try (PointerScope scope = new PointerScope()) {
      return reader.read(LineImages.cut(picture, line), line);
    }
  }
}
