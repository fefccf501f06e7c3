package ocelli.vision.onnx;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_imgproc.CHAIN_APPROX_SIMPLE;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_RECT;
import static org.bytedeco.opencv.global.opencv_imgproc.RETR_LIST;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;
import static org.bytedeco.opencv.global.opencv_imgproc.dilate;
import static org.bytedeco.opencv.global.opencv_imgproc.drawContours;
import static org.bytedeco.opencv.global.opencv_imgproc.findContours;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.minAreaRect;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ocelli.vision.core.Place;
import ocelli.vision.core.Quad;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RotatedRect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** PP-OCR's detector (DB): where lines of text are. Thresholds are PaddleOCR's defaults. */
final class TextFinder {
  private static final int LONG_SIDE = 960;
  private static final int MULTIPLE = 32;
  private static final double INK = 0.3;
  private static final double LEAST_SCORE = 0.5;
  private static final double GROWTH = 1.6;
  private static final double LEAST_SIDE = 3;

  /** PaddleOCR's limit; it also bounds the time that one image can take. */
  private static final int MOST_LINES = 1000;

  /** ImageNet's mean and deviation, which the network has learned with. */
  private static final float[] MEAN = {123.675f, 116.28f, 103.53f};

  private static final float[] DEVIATION = {58.395f, 57.12f, 57.375f};

  private final OrtModel model;

  TextFinder(OrtModel model) {
    this.model = model;
  }

  /** The lines of a picture, from the top. */
  List<Quad> find(Mat picture) {
    try (PointerScope scope = new PointerScope()) {
      double scale = Math.min(1, (double) LONG_SIDE / Math.max(picture.cols(), picture.rows()));
      int width = side(picture.cols() * scale);
      int height = side(picture.rows() * scale);
      Mat input = new Mat();
      resize(picture, input, new Size(width, height));
      float[] planes = Planes.of(input, MEAN, DEVIATION);
      float[] ink = model.run(new Numbers(planes, new long[] {1, 3, height, width})).values();
      Mat map = new Mat(height, width, CV_32F);
      new FloatPointer(map.data()).put(ink, 0, ink.length);
      return lines(map, (double) picture.cols() / width, (double) picture.rows() / height);
    }
  }

  private static int side(double length) {
    return Math.max(MULTIPLE, (int) Math.round(length / MULTIPLE) * MULTIPLE);
  }

  private static List<Quad> lines(Mat map, double scaleX, double scaleY) {
    MatVector outlines = outlines(map);
    List<Quad> lines = new ArrayList<>();
    for (long i = 0; i < Math.min(outlines.size(), MOST_LINES); i++) {
      try (PointerScope scope = new PointerScope()) {
        line(map, outlines.get(i), scaleX, scaleY).ifPresent(lines::add);
      }
    }
    lines.sort(
        Comparator.comparingDouble((Quad line) -> line.topLeft().y())
            .thenComparingDouble(line -> line.topLeft().x()));
    return lines;
  }

  private static MatVector outlines(Mat map) {
    Mat inked = new Mat();
    threshold(map, inked, INK, 255, THRESH_BINARY);
    Mat mask = new Mat();
    inked.convertTo(mask, CV_8U);
    dilate(mask, mask, getStructuringElement(MORPH_RECT, new Size(2, 2)));
    MatVector outlines = new MatVector();
    findContours(mask, outlines, RETR_LIST, CHAIN_APPROX_SIMPLE);
    return outlines;
  }

  private static Optional<Quad> line(Mat map, Mat outline, double scaleX, double scaleY) {
    RotatedRect box = minAreaRect(outline);
    double width = box.size().width();
    double height = box.size().height();
    if (Math.min(width, height) < LEAST_SIDE || score(map, outline) < LEAST_SCORE) {
      return Optional.empty();
    }
    double margin = width * height * GROWTH / (2 * (width + height));
    box.size().width((float) (width + 2 * margin));
    box.size().height((float) (height + 2 * margin));
    Point2f corners = new Point2f(4);
    box.points(corners);
    List<Place> places = new ArrayList<>(4);
    for (int i = 0; i < 4; i++) {
      Point2f corner = corners.getPointer(i);
      places.add(new Place(corner.x() * scaleX, corner.y() * scaleY));
    }
    return Optional.of(Quad.ordered(places));
  }

  /** The mean of the map inside an outline. */
  private static double score(Mat map, Mat outline) {
    Rect around = boundingRect(outline);
    Mat mask = new Mat(around.height(), around.width(), CV_8U, new Scalar(0));
    drawContours(
        mask,
        new MatVector(outline),
        0,
        new Scalar(255),
        FILLED,
        LINE_8,
        new Mat(),
        0,
        new Point(-around.x(), -around.y()));
    return mean(new Mat(map, around), mask).get(0);
  }
}
