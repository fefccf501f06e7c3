package ocelli.vision.core;

import java.util.Comparator;
import java.util.List;

/**
 * A tilted rectangle, as a line of text on a photograph is.
 *
 * @param topLeft where the line begins, above
 * @param topRight where it ends, above
 * @param bottomRight where it ends, below
 * @param bottomLeft where it begins, below
 */
public record Quad(Place topLeft, Place topRight, Place bottomRight, Place bottomLeft) {

  /** The four corners, in any order, each in its part: the two leftmost begin the line. */
  public static Quad ordered(List<Place> corners) {
    List<Place> byX = corners.stream().sorted(Comparator.comparingDouble(Place::x)).toList();
    Place left = byX.get(0);
    Place alsoLeft = byX.get(1);
    Place right = byX.get(2);
    Place alsoRight = byX.get(3);
    boolean leftAbove = left.y() <= alsoLeft.y();
    boolean rightAbove = right.y() <= alsoRight.y();
    return new Quad(
        leftAbove ? left : alsoLeft,
        rightAbove ? right : alsoRight,
        rightAbove ? alsoRight : right,
        leftAbove ? alsoLeft : left);
  }

  /** Length of the longer of the upper and the lower edge. */
  public double width() {
    return Math.max(topLeft.distance(topRight), bottomLeft.distance(bottomRight));
  }

  /** Length of the longer of the left and the right edge. */
  public double height() {
    return Math.max(topLeft.distance(bottomLeft), topRight.distance(bottomRight));
  }

  /** Whether the line runs down the picture: PaddleOCR's rule. */
  public boolean upended() {
    return height() >= 1.5 * width();
  }

  /** The corners, from the top left clockwise. */
  public List<Place> corners() {
    return List.of(topLeft, topRight, bottomRight, bottomLeft);
  }

  /** The part of the line between two shares of its length, 0 to 1. */
  public Region part(double from, double to) {
    return upended()
        ? Region.around(
            List.of(
                topLeft.towards(bottomLeft, from),
                topLeft.towards(bottomLeft, to),
                topRight.towards(bottomRight, from),
                topRight.towards(bottomRight, to)))
        : Region.around(
            List.of(
                topLeft.towards(topRight, from),
                topLeft.towards(topRight, to),
                bottomLeft.towards(bottomRight, from),
                bottomLeft.towards(bottomRight, to)));
  }
}
