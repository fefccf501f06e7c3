package ocelli.vision.opencv;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.Optional;
import ocelli.vision.core.ImageForm;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Turns bytes into pixels and back. Call within a PointerScope. */
public final class Pictures {
  /** As results name the library. */
  public static final String ENGINE =
      "opencv "
          + opencv_core.CV_VERSION_MAJOR
          + "."
          + opencv_core.CV_VERSION_MINOR
          + "."
          + opencv_core.CV_VERSION_REVISION;

  static {
    opencv_core.setNumThreads(1);
  }

  private Pictures() {}

  /** Loads the native library and sets it up, for those who use it without decoding. */
  public static void prepare() {
    opencv_core.getNumThreads();
  }

  /**
   * The picture upright (EXIF rotation applied), blue, green, red, 8 bits each; the first frame of
   * an animation. Empty where the bytes cannot be decoded.
   */
  public static Optional<Mat> decode(byte[] image) {
    if (ImageForm.of(image).isEmpty()) {
      return Optional.empty();
    }
    Mat bytes = new Mat(1, image.length, CV_8UC1);
    bytes.data().put(image, 0, image.length);
    try {
      Mat picture = imdecode(bytes, IMREAD_COLOR);
      return picture == null || picture.empty() ? Optional.empty() : Optional.of(picture);
    } catch (RuntimeException e) { // cv::Exception: the library's word for a file it refuses
      return Optional.empty();
    }
  }

  /** The grey picture of a coloured one. */
  public static Mat grey(Mat picture) {
    Mat grey = new Mat();
    cvtColor(picture, grey, COLOR_BGR2GRAY);
    return grey;
  }

  /** The picture itself, or a smaller one whose longer side is this many pixels. */
  public static Mat within(Mat picture, int longSide) {
    double factor = (double) longSide / Math.max(picture.cols(), picture.rows());
    if (factor >= 1) {
      return picture;
    }
    int width = (int) Math.max(1, Math.round(picture.cols() * factor));
    int height = (int) Math.max(1, Math.round(picture.rows() * factor));
    Mat smaller = new Mat();
    resize(picture, smaller, new Size(width, height), 0, 0, INTER_AREA);
    return smaller;
  }

  /** The picture as JPEG, quality 0 to 100. */
  public static byte[] jpeg(Mat picture, int quality) {
    BytePointer file = new BytePointer();
    if (!imencode(".jpg", picture, file, new IntPointer(IMWRITE_JPEG_QUALITY, quality))) {
      throw new IllegalStateException("the JPEG encoder refused a picture of our own");
    }
    byte[] bytes = new byte[Math.toIntExact(file.limit())];
    file.get(bytes);
    return bytes;
  }
}
