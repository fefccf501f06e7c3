package ocelli.vision.opencv;

import static org.bytedeco.opencv.global.opencv_imgproc.CHAIN_APPROX_SIMPLE;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_CLOSE;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_GRADIENT;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_RECT;
import static org.bytedeco.opencv.global.opencv_imgproc.RETR_EXTERNAL;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_OTSU;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;
import static org.bytedeco.opencv.global.opencv_imgproc.findContours;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.morphologyEx;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import ocelli.vision.core.Affine;
import ocelli.vision.core.Region;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Finds what may be a square code: dense edges, about as wide as high. */
public final class CodePlaces {
  /** Modules of a code run together at this size, what lies beside it does not. */
  private static final int LOOKED_AT_SIDE = 640;

  /** Gaps that are closed, in pixels of that size: for fine, middling and coarse codes. */
  private static final int[] GAPS = {5, 11, 21, 35};

  /** Smaller ones have less than a pixel a module. */
  private static final int LEAST_SIDE = 12;

  /** The longest Data Matrix is four times as wide as high. */
  private static final double LONGEST = 4.5;

  /** Room around, for the quiet zone. */
  private static final double ROOM = 0.15;

  /** Places that share more than this are tried once. */
  private static final double SAME_PLACE = 0.7;

  /** Bounds the time that a crowded picture takes. */
  private static final int MOST = 16;

  private CodePlaces() {}

  /** The places in a grey picture, the largest first. */
  public static List<Region> of(Mat grey) {
    try (PointerScope scope = new PointerScope()) {
      Mat small = Pictures.within(grey, LOOKED_AT_SIDE);
      Affine toPicture = Affine.scale((double) grey.cols() / small.cols());
      Mat edges = new Mat();
      morphologyEx(small, edges, MORPH_GRADIENT, square(3));
      Mat dense = new Mat();
      threshold(edges, dense, 0, 255, THRESH_BINARY | THRESH_OTSU);
      List<Region> places = new ArrayList<>();
      for (int gap : GAPS) {
        places.addAll(closed(dense, gap));
      }
      return distinct(places).stream()
          .map(place -> toPicture.apply(place).within(grey.cols(), grey.rows()))
          .toList();
    }
  }

  private static List<Region> closed(Mat dense, int gap) {
    Mat blobs = new Mat();
    morphologyEx(dense, blobs, MORPH_CLOSE, square(gap));
    MatVector outlines = new MatVector();
    findContours(blobs, outlines, RETR_EXTERNAL, CHAIN_APPROX_SIMPLE);
    List<Region> places = new ArrayList<>();
    for (long i = 0; i < outlines.size(); i++) {
      Rect box = boundingRect(outlines.get(i));
      double longer = Math.max(box.width(), box.height());
      double shorter = Math.min(box.width(), box.height());
      if (shorter >= LEAST_SIDE && longer <= LONGEST * shorter) {
        double room = ROOM * longer;
        places.add(
            new Region(
                box.x() - room, box.y() - room, box.width() + 2 * room, box.height() + 2 * room));
      }
    }
    return places;
  }

  private static List<Region> distinct(List<Region> places) {
    List<Region> distinct = new ArrayList<>();
    places.stream()
        .sorted(
            Comparator.comparingDouble((Region place) -> -place.width() * place.height())
                .thenComparingDouble(Region::y)
                .thenComparingDouble(Region::x))
        .filter(place -> distinct.stream().noneMatch(one -> one.overlap(place) > SAME_PLACE))
        .limit(MOST)
        .forEach(distinct::add);
    return distinct;
  }

  private static Mat square(int side) {
    return getStructuringElement(MORPH_RECT, new Size(side, side));
  }
}
