package ocelli.vision.onnx;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import ocelli.vision.core.ModelFile;
import ocelli.vision.core.Processor;
import ocelli.vision.opencv.FaceChips;
import org.bytedeco.opencv.opencv_core.Mat;

/** dlib's face recognition network: a chip in, 128 numbers out. Any number of threads. */
public final class FaceEmbedder {
  /** As results name the library. */
  public static final String ENGINE = OrtModel.engine();

  /** The graph subtracts its mean and divides: it takes pixels as they are. */
  private static final float[] NO_MEAN = {0, 0, 0};

  private static final float[] NO_SCALE = {1, 1, 1};

  private final OrtModel model;

  /** Writes the network from face-api's weights and loads it. */
  public FaceEmbedder(ModelFile manifest, ModelFile weights, Processor processor) {
    byte[] graph = FaceRecognitionGraph.of(FaceApiWeights.read(manifest, weights));
    model = new OrtModel(graph, processor);
  }

  /** The embedding of a chip; two of one person lie at most 0.55 apart. */
  public float[] embedding(Mat chip) {
    Mat rgb = new Mat();
    cvtColor(chip, rgb, COLOR_BGR2RGB);
    float[] pixels = Planes.of(rgb, NO_MEAN, NO_SCALE);
    return model
        .run(new Numbers(pixels, new long[] {1, 3, FaceChips.SIDE, FaceChips.SIDE}))
        .values();
  }
}
