package ocelli.vision.onnx;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.getPerspectiveTransform;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpPerspective;

import java.util.List;
import ocelli.vision.core.Place;
import ocelli.vision.core.Quad;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Lines of text as the networks read them: cut out, level, 48 pixels high. */
final class LineImages {
  /** The height that the recogniser and the direction network have learned. */
  static final int HEIGHT = 48;

  private static final float[] MIDDLE = {127.5f, 127.5f, 127.5f};

  private LineImages() {}

  /** The line cut out of the picture; an upended one turned to run to the right. */
  static Mat cut(Mat picture, Quad line) {
    int width = (int) Math.max(1, Math.round(line.width()));
    int height = (int) Math.max(1, Math.round(line.height()));
    Mat from = corners(line.corners());
    Mat to =
        corners(
            List.of(
                new Place(0, 0),
                new Place(width, 0),
                new Place(width, height),
                new Place(0, height)));
    Mat cut = new Mat();
    warpPerspective(
        picture,
        cut,
        getPerspectiveTransform(from, to),
        new Size(width, height),
        INTER_CUBIC,
        BORDER_REPLICATE,
        new Scalar());
    if (!line.upended()) {
      return cut;
    }
    Mat turned = new Mat();
    rotate(cut, turned, ROTATE_90_COUNTERCLOCKWISE);
    return turned;
  }

  /** How wide the line is at that height, in pixels, at most the limit. */
  static int width(Mat line, int limit) {
    double natural = Math.ceil((double) HEIGHT * line.cols() / line.rows());
    return (int) Math.max(1, Math.min(limit, natural));
  }

  /** The line as numbers from -1 to 1, filled with 0 to this width. */
  static Numbers numbers(Mat line, int filledWidth) {
    int width = width(line, filledWidth);
    Mat level = new Mat();
    resize(line, level, new Size(width, HEIGHT));
    float[] planes = Planes.of(level, MIDDLE, MIDDLE);
    float[] filled = new float[3 * HEIGHT * filledWidth];
    for (int row = 0; row < 3 * HEIGHT; row++) {
      System.arraycopy(planes, row * width, filled, row * filledWidth, width);
    }
    return new Numbers(filled, new long[] {1, 3, HEIGHT, filledWidth});
  }

  private static Mat corners(List<Place> places) {
    Mat matrix = new Mat(places.size(), 2, CV_32F);
    FloatPointer numbers = new FloatPointer(matrix.data());
    for (int i = 0; i < places.size(); i++) {
      numbers.put(2L * i, (float) places.get(i).x());
      numbers.put(2L * i + 1, (float) places.get(i).y());
    }
    return matrix;
  }
}
