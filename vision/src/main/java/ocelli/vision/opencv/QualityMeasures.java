package ocelli.vision.opencv;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.meanStdDev;
import static org.bytedeco.opencv.global.opencv_imgproc.Laplacian;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY_INV;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import java.util.HexFormat;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_img_hash.PHash;

/**
 * What is measured on one picture; units and ranges are those of the Quality message.
 *
 * @param sharpness variance of the Laplacian at 512 pixels
 * @param brightness mean grey
 * @param contrast standard deviation of grey
 * @param clipped share of black and white pixels
 * @param perceptualHash 64 bits in hexadecimal
 */
public record QualityMeasures(
    double sharpness, double brightness, double contrast, double clipped, String perceptualHash) {
  /** The size at which sharpness is measured, so that it means the same for every camera. */
  private static final int MEASURED_SIDE = 512;

  /** Grey values below are black, as the message says. */
  private static final int BLACK_BELOW = 8;

  /** Grey values above are white, as the message says. */
  private static final int WHITE_ABOVE = 247;

  /** Measures a grey picture. */
  public static QualityMeasures of(Mat grey) {
    Mat small = Pictures.within(grey, MEASURED_SIDE);
    Mat edges = new Mat();
    Laplacian(small, edges, CV_64F);
    double[] edge = meanAndDeviation(edges);
    double[] light = meanAndDeviation(grey);
    return new QualityMeasures(
        edge[1] * edge[1], light[0], light[1], clippedShare(grey), hash(small));
  }

  private static double[] meanAndDeviation(Mat picture) {
    Mat mean = new Mat();
    Mat deviation = new Mat();
    meanStdDev(picture, mean, deviation);
    return new double[] {
      new DoublePointer(mean.data()).get(), new DoublePointer(deviation.data()).get()
    };
  }

  private static double clippedShare(Mat grey) {
    Mat mask = new Mat();
    threshold(grey, mask, BLACK_BELOW - 1, 255, THRESH_BINARY_INV);
    double black = countNonZero(mask);
    threshold(grey, mask, WHITE_ABOVE, 255, THRESH_BINARY);
    return (black + countNonZero(mask)) / grey.total();
  }

  private static String hash(Mat grey) {
    Mat hash = new Mat();
    try (PHash pHash = PHash.create()) {
      pHash.compute(grey, hash);
    }
    byte[] bits = new byte[Long.BYTES];
    hash.data().get(bits);
    return HexFormat.of().formatHex(bits);
  }
}
