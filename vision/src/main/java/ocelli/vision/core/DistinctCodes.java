package ocelli.vision.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Leaves one finding of each code where several readers found it. */
public final class DistinctCodes {
  private static final Comparator<FoundCode> BY_PLACE =
      Comparator.comparingDouble((FoundCode code) -> code.box().y())
          .thenComparingDouble(code -> code.box().x())
          .thenComparing(FoundCode::text);

  /** No two codes are printed over one another: what shares this much was read twice. */
  private static final double SAME_CODE_OVERLAP = 0.3;

  private DistinctCodes() {}

  /**
   * The codes by place, from the top, then from the left.
   *
   * @param preferred kept where both found one
   * @param others added where they are no other reading of one of those
   */
  public static List<FoundCode> of(List<FoundCode> preferred, List<FoundCode> others) {
    List<FoundCode> distinct = new ArrayList<>();
    for (List<FoundCode> codes : List.of(preferred, others)) {
      for (FoundCode code : codes) {
        if (distinct.stream().noneMatch(known -> same(known, code))) {
          distinct.add(code);
        }
      }
    }
    return distinct.stream().sorted(BY_PLACE).toList();
  }

  private static boolean same(FoundCode one, FoundCode other) {
    return one.symbology().equals(other.symbology())
        && (saysTheSame(one, other) || one.box().overlap(other.box()) > SAME_CODE_OVERLAP);
  }

  private static boolean saysTheSame(FoundCode one, FoundCode other) {
    return one.text().equals(other.text()) && near(one.box(), other.box());
  }

  /** Whether the middle of one lies in the other, a line's being as high as it is long. */
  private static boolean near(Region one, Region other) {
    double reach =
        Math.max(Math.max(one.width(), one.height()), Math.max(other.width(), other.height()));
    double across = one.x() + one.width() / 2 - other.x() - other.width() / 2;
    double down = one.y() + one.height() / 2 - other.y() - other.height() / 2;
    return Math.hypot(across, down) <= reach / 2;
  }
}
