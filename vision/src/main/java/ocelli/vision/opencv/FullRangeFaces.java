package ocelli.vision.opencv;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.ArrayList;
import java.util.List;
import ocelli.vision.core.Affine;
import ocelli.vision.core.FoundFace;
import ocelli.vision.core.ModelFile;
import ocelli.vision.core.Place;
import ocelli.vision.core.Processor;
import ocelli.vision.core.Region;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/**
 * MediaPipe's full-range face network on OpenCV's DNN: a picture of 192 x 192, 48 x 48 cells, each
 * with a score, a box and six keypoints relative to the cell's centre.
 */
public final class FullRangeFaces implements AutoCloseable {
  private static final int SIDE = 192;
  private static final int CELLS = 48;

  /** Numbers of a cell: x, y, width, height of the box, then x, y of six keypoints. */
  private static final int NUMBERS = 16;

  private static final int KEYPOINTS = 6;

  /** The network has learned pixels from -1 to 1. */
  private static final float HALF_RANGE = 127.5f;

  private final Net net;
  private final StringVector outputs;
  private final double leastScore;

  /** Loads the network; findings below the score are dropped. */
  public FullRangeFaces(ModelFile model, double leastScore, Processor processor) {
    Pictures.prepare();
    this.leastScore = leastScore;
    try (BytePointer bytes = new BytePointer(model.bytes())) {
      net = opencv_dnn.readNetFromTFLite(bytes, model.bytes().length);
    }
    boolean cuda = processor == Processor.CUDA;
    net.setPreferableBackend(cuda ? opencv_dnn.DNN_BACKEND_CUDA : opencv_dnn.DNN_BACKEND_OPENCV);
    net.setPreferableTarget(cuda ? opencv_dnn.DNN_TARGET_CUDA : opencv_dnn.DNN_TARGET_CPU);
    outputs = net.getUnconnectedOutLayersNames();
  }

  /** The faces of a picture, several findings of the same one among them. */
  List<FoundFace> find(Mat picture) {
    try (PointerScope scope = new PointerScope()) {
      double shrink = Math.min((double) SIDE / picture.cols(), (double) SIDE / picture.rows());
      net.setInput(planes(letterbox(picture, shrink)));
      MatVector answers = new MatVector();
      net.forward(answers, outputs);
      float[] one = floats(answers.get(0));
      float[] other = floats(answers.get(1));
      float[] scores = one.length < other.length ? one : other;
      float[] places = one.length < other.length ? other : one;
      return faces(scores, places, Affine.scale(1 / shrink));
    }
  }

  private static Mat letterbox(Mat picture, double shrink) {
    int width = (int) Math.max(1, Math.round(picture.cols() * shrink));
    int height = (int) Math.max(1, Math.round(picture.rows() * shrink));
    Mat small = new Mat();
    int interpolation = shrink < 1 ? INTER_AREA : INTER_LINEAR;
    resize(picture, small, new Size(width, height), 0, 0, interpolation);
    Mat square = new Mat(SIDE, SIDE, CV_8UC3, new Scalar(0, 0, 0, 0));
    small.copyTo(new Mat(square, new Rect(0, 0, width, height)));
    Mat rgb = new Mat();
    cvtColor(square, rgb, COLOR_BGR2RGB);
    return rgb;
  }

  private static Mat planes(Mat rgb) {
    byte[] pixels = new byte[SIDE * SIDE * 3];
    rgb.data().get(pixels);
    float[] planes = new float[pixels.length];
    int plane = SIDE * SIDE;
    for (int i = 0; i < plane; i++) {
      for (int channel = 0; channel < 3; channel++) {
        planes[channel * plane + i] = ((pixels[3 * i + channel] & 0xff) - HALF_RANGE) / HALF_RANGE;
      }
    }
    Mat blob = new Mat(new int[] {1, 3, SIDE, SIDE}, CV_32F);
    new FloatPointer(blob.data()).put(planes, 0, planes.length);
    return blob;
  }

  private static float[] floats(Mat blob) {
    float[] values = new float[Math.toIntExact(blob.total())];
    new FloatPointer(blob.data()).get(values);
    return values;
  }

  private List<FoundFace> faces(float[] scores, float[] places, Affine toPicture) {
    List<FoundFace> found = new ArrayList<>();
    for (int cell = 0; cell < CELLS * CELLS; cell++) {
      double score = 1 / (1 + Math.exp(-scores[cell]));
      if (score >= leastScore) {
        found.add(face(cell, score, places).carriedBy(toPicture));
      }
    }
    return found;
  }

  private static FoundFace face(int cell, double score, float[] places) {
    double x = (cell % CELLS + 0.5) / CELLS * SIDE;
    double y = (Math.floorDiv(cell, CELLS) + 0.5) / CELLS * SIDE;
    int at = cell * NUMBERS;
    double width = places[at + 2];
    double height = places[at + 3];
    Region box =
        new Region(places[at] + x - width / 2, places[at + 1] + y - height / 2, width, height);
    List<Place> keypoints = new ArrayList<>(KEYPOINTS);
    for (int k = 0; k < KEYPOINTS; k++) {
      keypoints.add(new Place(places[at + 4 + 2 * k] + x, places[at + 5 + 2 * k] + y));
    }
    return new FoundFace(box, score, keypoints);
  }

  @Override
  public void close() {
    outputs.close();
    net.close();
  }
}
