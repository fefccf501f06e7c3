package ocelli.vision.opencv;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.REDUCE_SUM;
import static org.bytedeco.opencv.global.opencv_core.reduce;
import static org.bytedeco.opencv.global.opencv_imgproc.ADAPTIVE_THRESH_MEAN_C;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY_INV;
import static org.bytedeco.opencv.global.opencv_imgproc.adaptiveThreshold;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import ocelli.vision.core.Affine;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A page turned so that its lines run level.
 *
 * @param page the grey page, whole: larger than it was where it was turned
 * @param toOriginal from its places to those of the page as it was
 * @param degrees how far it was turned counter-clockwise; 0 where it was straight
 */
public record Straightened(Mat page, Affine toOriginal, double degrees) {
  /** Tilts are looked for up to here; beyond, a page is turned on purpose or not a page. */
  private static final int MOST_DEGREES = 15;

  /** Tesseract reads level lines this near to true as well as true ones. */
  private static final double LEVEL_DEGREES = 0.3;

  /** The profile of level lines must be this much sharper than that of the page as it is. */
  private static final double CLEAR_GAIN = 1.15;

  /** Text lines are still apart at this size, and 40 turns of it are cheap. */
  private static final int PROFILE_SIDE = 640;

  /** Straightens a grey page. */
  public static Straightened of(Mat grey) {
    double degrees = tilt(grey);
    if (Math.abs(degrees) < LEVEL_DEGREES) {
      return new Straightened(grey, Affine.IDENTITY, 0);
    }
    double cos = Math.abs(Math.cos(Math.toRadians(degrees)));
    double sin = Math.abs(Math.sin(Math.toRadians(degrees)));
    int width = (int) (grey.cols() * cos + grey.rows() * sin);
    int height = (int) (grey.rows() * cos + grey.cols() * sin);
    Affine turn =
        around(grey.cols() / 2.0, grey.rows() / 2.0, degrees)
            .then(Affine.shift((width - grey.cols()) / 2.0, (height - grey.rows()) / 2.0));
    Mat level = new Mat();
    warpAffine(
        grey,
        level,
        matrix(turn),
        new Size(width, height),
        INTER_CUBIC,
        BORDER_REPLICATE,
        new Scalar());
    return new Straightened(level, turn.inverse(), degrees);
  }

  private static double tilt(Mat grey) {
    try (PointerScope scope = new PointerScope()) {
      Mat ink = new Mat();
      Mat small = Pictures.within(grey, PROFILE_SIDE);
      adaptiveThreshold(small, ink, 255, ADAPTIVE_THRESH_MEAN_C, THRESH_BINARY_INV, 25, 12);
      double coarse = sharpest(ink, -MOST_DEGREES, MOST_DEGREES, 1);
      double fine = sharpest(ink, coarse - 0.8, coarse + 0.8, 0.2);
      return profile(ink, fine) > CLEAR_GAIN * profile(ink, 0) ? fine : 0;
    }
  }

  private static double sharpest(Mat ink, double from, double to, double step) {
    double best = -1;
    double at = 0;
    int steps = (int) Math.round((to - from) / step);
    for (int i = 0; i <= steps; i++) {
      double degrees = from + i * step;
      double sharpness = profile(ink, degrees);
      if (sharpness > best) {
        best = sharpness;
        at = degrees;
      }
    }
    return at;
  }

  /** How much the amount of ink changes from row to row: most where lines are level. */
  private static double profile(Mat ink, double degrees) {
    try (PointerScope scope = new PointerScope()) {
      Mat turned = new Mat();
      Mat sums = new Mat();
      Mat turn = matrix(around(ink.cols() / 2.0, ink.rows() / 2.0, degrees));
      warpAffine(ink, turned, turn, ink.size(), INTER_NEAREST, BORDER_CONSTANT, new Scalar(0));
      reduce(turned, sums, 1, REDUCE_SUM, CV_32F);
      float[] rows = new float[sums.rows()];
      new FloatPointer(sums.data()).get(rows);
      double sharpness = 0;
      for (int i = 1; i < rows.length; i++) {
        double change = rows[i] - rows[i - 1];
        sharpness += change * change;
      }
      return sharpness;
    }
  }

  private static Affine around(double x, double y, double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    Affine turn = new Affine(cos, sin, 0, -sin, cos, 0);
    return Affine.shift(-x, -y).then(turn).then(Affine.shift(x, y));
  }

  /** The way as OpenCV's 2 x 3 matrix. */
  static Mat matrix(Affine way) {
    Mat matrix = new Mat(2, 3, CV_64F);
    new DoublePointer(matrix.data())
        .put(new double[] {way.a(), way.b(), way.c(), way.d(), way.e(), way.f()}, 0, 6);
    return matrix;
  }
}
