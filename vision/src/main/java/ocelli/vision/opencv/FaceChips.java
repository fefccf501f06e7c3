package ocelli.vision.opencv;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import java.util.List;
import ocelli.vision.core.Affine;
import ocelli.vision.core.FoundFace;
import ocelli.vision.core.Place;
import ocelli.vision.core.Region;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Cuts faces out, turned upright and scaled alike, as dlib's recognition has learned them. */
public final class FaceChips {
  /** The side of a chip in pixels: the input of dlib's network. */
  public static final int SIDE = 150;

  /**
   * Where the eyes, the nose tip and the mouth lie on dlib's chips of 150 pixels with a quarter of
   * padding; fitted to its mean face.
   */
  private static final List<Place> ON_CHIP =
      List.of(
          new Place(47.7, 47.1),
          new Place(100.3, 47.1),
          new Place(74.0, 82.0),
          new Place(74.0, 110.0));

  /** Beyond this reduction pixels would be skipped, so the picture is averaged down first. */
  private static final double PLAIN_REDUCTION = 0.5;

  private FaceChips() {}

  /** The chip of a face. */
  public static Mat of(Mat picture, FoundFace face) {
    Affine way = Affine.similarity(face.keypoints().subList(0, ON_CHIP.size()), ON_CHIP);
    if (way.magnification() >= PLAIN_REDUCTION) {
      return warp(picture, way);
    }
    Rect around = around(picture, way.inverse());
    double shrink = way.magnification() / PLAIN_REDUCTION;
    Mat part = new Mat();
    Size size =
        new Size(
            (int) Math.max(1, Math.round(around.width() * shrink)),
            (int) Math.max(1, Math.round(around.height() * shrink)));
    resize(new Mat(picture, around), part, size, 0, 0, INTER_AREA);
    Affine toPicture =
        Affine.scale((double) around.width() / part.cols())
            .then(Affine.shift(around.x(), around.y()));
    return warp(part, toPicture.then(way));
  }

  private static Mat warp(Mat picture, Affine way) {
    Mat chip = new Mat();
    warpAffine(
        picture,
        chip,
        Straightened.matrix(way),
        new Size(SIDE, SIDE),
        INTER_LINEAR,
        BORDER_REPLICATE,
        new Scalar());
    return chip;
  }

  /** The part of the picture that the chip shows. */
  private static Rect around(Mat picture, Affine fromChip) {
    Region shown =
        fromChip.apply(new Region(0, 0, SIDE, SIDE)).within(picture.cols() - 1, picture.rows() - 1);
    return new Rect(
        (int) shown.x(), (int) shown.y(), (int) shown.width() + 1, (int) shown.height() + 1);
  }
}
