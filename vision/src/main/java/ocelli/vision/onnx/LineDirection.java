package ocelli.vision.onnx;

import org.bytedeco.opencv.opencv_core.Mat;

/** PP-OCR's direction network: whether a line stands on its head. */
final class LineDirection {
  /** The width it has learned. */
  private static final int WIDTH = 192;

  /** PaddleOCR's threshold for turning a line. */
  private static final float SURE = 0.9f;

  private final OrtModel model;

  LineDirection(OrtModel model) {
    this.model = model;
  }

  boolean onItsHead(Mat line) {
    float[] answer = model.run(LineImages.numbers(line, WIDTH)).values();
    return answer[1] > answer[0] && answer[1] > SURE;
  }
}
