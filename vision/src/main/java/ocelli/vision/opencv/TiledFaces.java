package ocelli.vision.opencv;

import java.util.ArrayList;
import java.util.List;
import ocelli.vision.core.Affine;
import ocelli.vision.core.DistinctFaces;
import ocelli.vision.core.FoundFace;
import ocelli.vision.core.Region;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** Finds large faces on the whole picture and small ones on overlapping tiles of it. */
public final class TiledFaces implements AutoCloseable {
  /** Large enough for a face of half the tile, small enough that one of 25 pixels is found. */
  private static final int TILE = 320;

  /** Tiles overlap by a third, so that a small face is whole on at least one. */
  private static final int STEP = TILE * 2 / 3;

  /** Below this a tile would show little more than the whole picture does. */
  private static final int WORTH_TILING = TILE * 13 / 10;

  /**
   * Larger pictures are tiled at this size, which bounds the work to 49 tiles (measured: 0.5 s).
   */
  private static final int TILED_SIDE = 1536;

  /** A finding this near to a tile's inner edge is cut off; the next tile has it whole. */
  private static final double EDGE = 2;

  private final FullRangeFaces network;

  /** Tiles for a network, which is closed with it. */
  public TiledFaces(FullRangeFaces network) {
    this.network = network;
  }

  /** The faces of a picture, one finding each, by falling score. */
  public List<FoundFace> find(Mat picture) {
    List<FoundFace> findings = new ArrayList<>(network.find(picture));
    Mat tiled = Pictures.within(picture, TILED_SIDE);
    Affine toPicture = Affine.scale((double) picture.cols() / tiled.cols());
    if (Math.max(tiled.cols(), tiled.rows()) > WORTH_TILING) {
      for (int top : starts(tiled.rows())) {
        for (int left : starts(tiled.cols())) {
          onTile(tiled, left, top).forEach(face -> findings.add(face.carriedBy(toPicture)));
        }
      }
    }
    return DistinctFaces.of(findings);
  }

  private List<FoundFace> onTile(Mat picture, int left, int top) {
    int width = Math.min(TILE, picture.cols() - left);
    int height = Math.min(TILE, picture.rows() - top);
    try (PointerScope scope = new PointerScope()) {
      Mat tile = new Mat(picture, new Rect(left, top, width, height)).clone();
      Region inner =
          new Region(
              left > 0 ? EDGE : Double.NEGATIVE_INFINITY,
              top > 0 ? EDGE : Double.NEGATIVE_INFINITY,
              left + width < picture.cols() ? width - EDGE : Double.POSITIVE_INFINITY,
              top + height < picture.rows() ? height - EDGE : Double.POSITIVE_INFINITY);
      Affine toWhole = Affine.shift(left, top);
      return network.find(tile).stream()
          .filter(face -> whole(face.box(), inner))
          .map(face -> face.carriedBy(toWhole))
          .toList();
    }
  }

  /** Whether a box lies within bounds, which carry the right and bottom edge as their size. */
  private static boolean whole(Region box, Region bounds) {
    return box.x() >= bounds.x()
        && box.y() >= bounds.y()
        && box.right() <= bounds.width()
        && box.bottom() <= bounds.height();
  }

  private static List<Integer> starts(int length) {
    List<Integer> starts = new ArrayList<>();
    int last = Math.max(0, length - TILE);
    for (int at = 0; at < last; at += STEP) {
      starts.add(at);
    }
    starts.add(last);
    return starts;
  }

  @Override
  public void close() {
    network.close();
  }
}
