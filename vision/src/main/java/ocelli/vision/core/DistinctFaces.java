package ocelli.vision.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Leaves one finding of each face (non-maximum suppression). */
public final class DistinctFaces {
  /** Findings that share more than this are of one face: MediaPipe's own value. */
  private static final double SAME_FACE_OVERLAP = 0.3;

  /** A finding this far inside a surer one is a part of that face. */
  private static final double INSIDE = 0.7;

  private static final Comparator<FoundFace> BY_SCORE_THEN_PLACE =
      Comparator.comparingDouble((FoundFace face) -> -face.score())
          .thenComparingDouble(face -> face.box().y())
          .thenComparingDouble(face -> face.box().x());

  private DistinctFaces() {}

  /** The surest finding of each face, by falling score. */
  public static List<FoundFace> of(List<FoundFace> findings) {
    List<FoundFace> kept = new ArrayList<>();
    for (FoundFace face : findings.stream().sorted(BY_SCORE_THEN_PLACE).toList()) {
      if (kept.stream().noneMatch(better -> same(face.box(), better.box()))) {
        kept.add(face);
      }
    }
    return List.copyOf(kept);
  }

  private static boolean same(Region one, Region other) {
    return one.overlap(other) > SAME_FACE_OVERLAP || inside(one, other) || inside(other, one);
  }

  private static boolean inside(Region inner, Region outer) {
    double wide = Math.min(inner.right(), outer.right()) - Math.max(inner.x(), outer.x());
    double high = Math.min(inner.bottom(), outer.bottom()) - Math.max(inner.y(), outer.y());
    double shared = Math.max(0, wide) * Math.max(0, high);
    return shared > INSIDE * inner.width() * inner.height();
  }
}
