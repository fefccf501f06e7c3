package ocelli.vision.tesseract;

import static org.bytedeco.tesseract.global.tesseract.OEM_LSTM_ONLY;
import static org.bytedeco.tesseract.global.tesseract.PSM_AUTO;
import static org.bytedeco.tesseract.global.tesseract.TessDeleteText;
import static org.bytedeco.tesseract.global.tesseract.TessResultIteratorDelete;

import java.time.Duration;
import java.util.Optional;
import ocelli.vision.core.ModelFile;
import ocelli.vision.core.ReadPage;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.tesseract.ETEXT_DESC;
import org.bytedeco.tesseract.FileReader;
import org.bytedeco.tesseract.ResultIterator;
import org.bytedeco.tesseract.StringVector;
import org.bytedeco.tesseract.TessBaseAPI;
import org.jspecify.annotations.Nullable;

/** Reads one grey page at a time with Tesseract. */
public final class TesseractReader implements AutoCloseable {
  /** Tesseract guesses a resolution, badly, unless told; it scales lines itself all the same. */
  private static final int ASSUMED_DPI = 150;

  /** Smaller pictures hold no letter, and Tesseract refuses some of them. */
  private static final int LEAST_SIDE = 8;

  private final TessBaseAPI api = new TessBaseAPI();
  private final Duration limit;

  /** A reader for one language; a page that takes longer than the limit is given up. */
  public TesseractReader(ModelFile language, Duration limit) {
    this.limit = limit;
    try (BytePointer model = new BytePointer(language.bytes());
        BytePointer name = new BytePointer("eng")) {
      int answer =
          api.Init(
              model,
              language.bytes().length,
              name,
              OEM_LSTM_ONLY,
              none(PointerPointer.class),
              0,
              none(StringVector.class),
              none(StringVector.class),
              false,
              none(FileReader.class));
      if (answer != 0) {
        throw new IllegalStateException("Tesseract does not start: " + answer);
      }
    }
    api.SetPageSegMode(PSM_AUTO);
    api.SetVariable("debug_file", "/dev/null"); // it tells every page's accents on stderr
  }

  /** As results name it. */
  public static String engine() {
    try (PointerScope scope = new PointerScope()) {
      return "tesseract " + TessBaseAPI.Version().getString();
    }
  }

  /** The page's lines and words; empty where the limit was reached. */
  public Optional<ReadPage> read(Mat grey) {
    if (Math.min(grey.cols(), grey.rows()) < LEAST_SIDE) {
      return Optional.of(ReadPage.EMPTY);
    }
    try (PointerScope scope = new PointerScope();
        ETEXT_DESC watch = new ETEXT_DESC()) {
      api.SetImage(grey.data(), grey.cols(), grey.rows(), 1, Math.toIntExact(grey.step()));
      api.SetSourceResolution(ASSUMED_DPI);
      watch.set_deadline_msecs(Math.toIntExact(limit.toMillis()));
      api.Recognize(watch);
      return watch.deadline_exceeded() ? Optional.empty() : Optional.of(page());
    } finally {
      api.Clear();
    }
  }

  private ReadPage page() {
    @Nullable ResultIterator words = api.GetIterator();
    if (words == null || words.isNull()) {
      return ReadPage.EMPTY;
    }
    try {
      return WordCollector.collect(words);
    } finally {
      TessResultIteratorDelete(words);
    }
  }

  static String taken(@Nullable BytePointer text) {
    if (text == null || text.isNull()) {
      return "";
    }
    String taken = text.getString(java.nio.charset.StandardCharsets.UTF_8);
    TessDeleteText(text);
    return taken;
  }

  /** The null that the native interface takes for "nothing of this kind". */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <A> A none(Class<A> kind) {
    return kind.cast(null);
  }

  @Override
  public void close() {
    api.End();
    api.close();
  }
}
