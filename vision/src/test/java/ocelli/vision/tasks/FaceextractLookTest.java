package ocelli.vision.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.List;
import ocelli.faceextract.v1m0.ExtractedFace;
import ocelli.faceextract.v1m0.ExtractedFaces;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.VisionTasks;
import ocelli.vision.v1m0.Point;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

class FaceextractLookTest {
  private static final EngineRequest IDENTITY = new EngineRequest(true);

  @Test
  void look_photograph_findsTheFaceItsPointsAndCrop() {
    ExtractedFaces faces = faces(Images.file("astronaut.jpg"), EngineRequest.PLAIN);
    assertThat(faces.getFacesList()).hasSize(1);
    assertThat(faces.getCount()).isEqualTo(1);
    ExtractedFace face = faces.getFaces(0);
    assertThat(face.getScore()).isBetween(0.8f, 1f);
    assertThat(face.getBox().getX()).isCloseTo(173, within(8f));
    assertThat(face.getBox().getY()).isCloseTo(68, within(8f));
    assertThat(face.getEmbeddingList()).isEmpty();
    Mat crop = Images.pixels(face.getJpeg().toByteArray());
    assertThat(List.of(crop.cols(), crop.rows())).containsExactly(150, 150);
  }

  @Test
  void look_photograph_keypointsComeAsThePersonHasThem() {
    List<Point> points =
        faces(Images.file("astronaut.jpg"), EngineRequest.PLAIN).getFaces(0).getKeypointsList();
    assertThat(points).hasSize(6);
    Point rightEye = points.get(0); // she looks at us: her right is on our left
    Point leftEye = points.get(1);
    Point nose = points.get(2);
    Point mouth = points.get(3);
    Point rightEar = points.get(4);
    Point leftEar = points.get(5);
    assertThat(List.of(rightEar.getX(), rightEye.getX(), leftEye.getX(), leftEar.getX()))
        .isSorted();
    assertThat(List.of(rightEye.getY(), nose.getY(), mouth.getY())).isSorted();
  }

  @Test
  void look_identityAsked_theSamePersonIsNearInAnotherPicture() {
    byte[] original = Images.file("astronaut.jpg");
    Mat smaller = new Mat();
    resize(Images.pixels(original), smaller, new Size(300, 300), 0, 0, INTER_AREA);
    List<Float> one = faces(original, IDENTITY).getFaces(0).getEmbeddingList();
    List<Float> other =
        faces(Images.encoded(".jpg", smaller), IDENTITY).getFaces(0).getEmbeddingList();
    assertThat(one).hasSize(128);
    assertThat(distance(one, other)).isBetween(0.01, 0.55);
  }

  @Test
  void look_exifSaysTurned_placesAreThoseOfTheUprightPicture() {
    Mat onItsSide =
        Images.turned(Images.pixels(Images.file("astronaut.jpg")), ROTATE_90_COUNTERCLOCKWISE);
    byte[] jpeg = Images.withOrientation(Images.encoded(".jpg", onItsSide), 6);
    ExtractedFace face = faces(jpeg, EngineRequest.PLAIN).getFaces(0);
    assertThat(face.getBox().getX()).isCloseTo(173, within(8f));
    assertThat(face.getBox().getY()).isCloseTo(68, within(8f));
  }

  @Test
  void look_smallFaceOnLargePicture_isFoundOnATile() {
    Mat small = new Mat();
    resize(
        Images.pixels(Images.file("astronaut.jpg")), small, new Size(160, 160), 0, 0, INTER_AREA);
    Mat large = new Mat(900, 1200, 16, new Scalar(90, 110, 120, 0));
    small.copyTo(large.apply(new org.bytedeco.opencv.opencv_core.Rect(800, 500, 160, 160)));
    ExtractedFaces faces = faces(Images.encoded(".png", large), EngineRequest.PLAIN);
    assertThat(faces.getFacesList()).hasSize(1); // of 33 pixels: 5 on the network's 192
    assertThat(faces.getFaces(0).getBox().getX()).isCloseTo(854, within(8f));
    assertThat(faces.getFaces(0).getBox().getY()).isCloseTo(521, within(8f));
  }

  @Test
  void look_noFace_isAnEmptyResult() {
    ExtractedFaces faces = faces(Images.file("letter.png"), EngineRequest.PLAIN);
    assertThat(faces.getFacesList()).isEmpty();
    assertThat(faces.getEngine().getBackend()).isEqualTo("cpu");
  }

  private static ExtractedFaces faces(byte[] image, EngineRequest request) {
    return Looks.result(ExtractedFaces.class, VisionTasks.FACEEXTRACT, image, request);
  }

  private static double distance(List<Float> one, List<Float> other) {
    double sum = 0;
    for (int i = 0; i < one.size(); i++) {
      sum += Math.pow(one.get(i) - other.get(i), 2);
    }
    return Math.sqrt(sum);
  }
}
