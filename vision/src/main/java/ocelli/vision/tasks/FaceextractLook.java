package ocelli.vision.tasks;

import com.google.protobuf.ByteString;
import java.util.List;
import ocelli.faceextract.v1m0.ExtractedFace;
import ocelli.faceextract.v1m0.ExtractedFaces;
import ocelli.vision.core.FoundFace;
import ocelli.vision.core.Processor;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.onnx.FaceEmbedder;
import ocelli.vision.opencv.FaceChips;
import ocelli.vision.opencv.Pictures;
import ocelli.vision.opencv.TiledFaces;
import ocelli.vision.v1m0.Engine;
import org.bytedeco.opencv.opencv_core.Mat;

/** The task faceextract. */
final class FaceextractLook implements LookingEngine.Look {
  /** A person sees no difference to the pixels, at a tenth of their size: 6 KB for 67. */
  private static final int JPEG_QUALITY = 90;

  private final TiledFaces faces;
  private final FaceEmbedder embedder;
  private final Engine plain;
  private final Engine withIdentity;

  FaceextractLook(Models models, Processor processor) {
    faces = new TiledFaces(models.faceNetwork(processor));
    embedder = models.embedder(processor);
    plain = Shapes.engine("mediapipe full-range, " + Pictures.ENGINE, Models.FACES, processor);
    withIdentity =
        Shapes.engine(
            plain.getName() + ", dlib resnet, " + FaceEmbedder.ENGINE,
            Models.FACES + "+" + Models.EMBEDDING,
            processor);
  }

  @Override
  public Seen at(Mat picture, EngineRequest request) {
    List<FoundFace> found = faces.find(picture);
    ExtractedFaces.Builder all =
        ExtractedFaces.newBuilder()
            .setEngine(request.identity() ? withIdentity : plain)
            .setCount(1);
    for (FoundFace face : found) {
      all.addFaces(extracted(picture, face, request).setNumber(all.getFacesCount()));
    }
    return new Seen.Result(all.build());
  }

  private ExtractedFace.Builder extracted(Mat picture, FoundFace face, EngineRequest request) {
    Mat chip = FaceChips.of(picture, face);
    ExtractedFace.Builder extracted =
        ExtractedFace.newBuilder()
            .setBox(Shapes.box(face.box().within(picture.cols(), picture.rows())))
            .setScore((float) face.score())
            .setJpeg(ByteString.copyFrom(Pictures.jpeg(chip, JPEG_QUALITY)));
    face.keypoints().forEach(place -> extracted.addKeypoints(Shapes.point(place)));
    if (request.identity()) {
      for (float number : embedder.embedding(chip)) {
        extracted.addEmbedding(number);
      }
    }
    return extracted;
  }

  @Override
  public void close() {
    faces.close();
  }
}
