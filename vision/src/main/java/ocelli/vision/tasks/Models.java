package ocelli.vision.tasks;

import java.util.EnumMap;
import java.util.Map;
import ocelli.vision.core.ModelFile;
import ocelli.vision.core.Processor;
import ocelli.vision.onnx.FaceEmbedder;
import ocelli.vision.onnx.PaddleReader;
import ocelli.vision.opencv.FullRangeFaces;

/**
 * The models of this version, by their digests, and the networks that all workers of a process
 * share. Loaded when first asked for.
 */
final class Models {
  /** SHA-256 of MediaPipe's face_detection_full_range.tflite. */
  static final String FACES = "99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3";

  /** SHA-256 of face-api's face_recognition_model.bin. */
  static final String EMBEDDING =
      "b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589";

  private static final String EMBEDDING_MANIFEST =
      "cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b";
  private static final String LANGUAGE =
      "7d4322bd2a7749724879683fc3912cb542f19906c83bcc1a52132556427170b2";
  private static final String TEXT_FINDER =
      "3439588c030faea393a54515f51e983d8e155b19a2e8aba7891934c1cf0de526";
  private static final String TEXT_DIRECTION =
      "e47acedf663230f8863ff1ab0e64dd2d82b838fceb5957146dab185a89d6215c";
  private static final String TEXT_READER =
      "897a3ededb38fee0dae2c1ccee38241f37df202c9509e3abca02e9217c5ee615";
  private static final String TEXT_ALPHABET =
      "28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7";

  /** The digests of PP-OCR's detector, direction and recogniser. */
  static final String PADDLE = TEXT_FINDER + "+" + TEXT_DIRECTION + "+" + TEXT_READER;

  /** At it none of 20 photographs without faces and their worn copies has one (bench accuracy). */
  private static final double LEAST_FACE_SCORE = 0.6;

  private final Map<Processor, FaceEmbedder> embedders = new EnumMap<>(Processor.class);
  private final Map<Processor, PaddleReader> paddles = new EnumMap<>(Processor.class);

  /** A face network of its own for each caller. */
  FullRangeFaces faceNetwork(Processor processor) {
    return new FullRangeFaces(
        ModelFile.read("/models/mediapipe/face_detection_full_range.tflite", FACES),
        LEAST_FACE_SCORE,
        processor);
  }

  synchronized FaceEmbedder embedder(Processor processor) {
    return embedders.computeIfAbsent(
        processor,
        where ->
            new FaceEmbedder(
                ModelFile.read(
                    "/models/face-api/face_recognition_model-weights_manifest.json",
                    EMBEDDING_MANIFEST),
                ModelFile.read("/models/face-api/face_recognition_model.bin", EMBEDDING),
                where));
  }

  synchronized PaddleReader paddle(Processor processor) {
    return paddles.computeIfAbsent(
        processor,
        where ->
            new PaddleReader(
                ModelFile.read("/models/ch_PP-OCRv3_det_infer.onnx", TEXT_FINDER),
                ModelFile.read("/models/ch_ppocr_mobile_v2.0_cls_infer.onnx", TEXT_DIRECTION),
                ModelFile.read("/models/ch_PP-OCRv3_rec_infer.onnx", TEXT_READER),
                ModelFile.read("/models/ppocr_keys_v1.txt", TEXT_ALPHABET),
                where));
  }

  ModelFile language() {
    return ModelFile.read("/tessdata/eng.traineddata", LANGUAGE);
  }
}
