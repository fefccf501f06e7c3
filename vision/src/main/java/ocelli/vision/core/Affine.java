package ocelli.vision.core;

import java.util.List;

/**
 * Carries places from one picture to another: x' = a x + b y + c, y' = d x + e y + f.
 *
 * @param a x to x
 * @param b y to x
 * @param c shift to the right
 * @param d x to y
 * @param e y to y
 * @param f shift downwards
 */
public record Affine(double a, double b, double c, double d, double e, double f) {
  /** Leaves every place where it is. */
  public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

  /** Everything by this factor larger. */
  public static Affine scale(double factor) {
    return new Affine(factor, 0, 0, 0, factor, 0);
  }

  /** Everything moved. */
  public static Affine shift(double right, double down) {
    return new Affine(1, 0, right, 0, 1, down);
  }

  /**
   * The turn, scale and shift (no shear, no mirror) that brings the one places nearest to the
   * others in the least-squares sense: Umeyama's similarity in the plane.
   */
  public static Affine similarity(List<Place> from, List<Place> to) {
    Place fromCentre = centre(from);
    Place toCentre = centre(to);
    double along = 0;
    double across = 0;
    double spread = 0;
    for (int i = 0; i < from.size(); i++) {
      double x = from.get(i).x() - fromCentre.x();
      double y = from.get(i).y() - fromCentre.y();
      double u = to.get(i).x() - toCentre.x();
      double v = to.get(i).y() - toCentre.y();
      along += x * u + y * v;
      across += x * v - y * u;
      spread += x * x + y * y;
    }
    double cos = spread == 0 ? 1 : along / spread;
    double sin = spread == 0 ? 0 : across / spread;
    return new Affine(
        cos,
        -sin,
        toCentre.x() - cos * fromCentre.x() + sin * fromCentre.y(),
        sin,
        cos,
        toCentre.y() - sin * fromCentre.x() - cos * fromCentre.y());
  }

  /** Where a place goes. */
  public Place apply(Place place) {
    return new Place(
        a * place.x() + b * place.y() + c, //
        d * place.x() + e * place.y() + f);
  }

  /** The smallest upright region around where a region goes. */
  public Region apply(Region region) {
    return Region.around(region.corners().stream().map(this::apply).toList());
  }

  /** First this one, then the next. */
  public Affine then(Affine next) {
    return new Affine(
        next.a * a + next.b * d,
        next.a * b + next.b * e,
        next.a * c + next.b * f + next.c,
        next.d * a + next.e * d,
        next.d * b + next.e * e,
        next.d * c + next.e * f + next.f);
  }

  /** The way back. */
  public Affine inverse() {
    double determinant = a * e - b * d;
    double ia = e / determinant;
    double ib = -b / determinant;
    double id = -d / determinant;
    double ie = a / determinant;
    return new Affine(ia, ib, -(ia * c + ib * f), id, ie, -(id * c + ie * f));
  }

  /** How much longer a line becomes, for one without shear. */
  public double magnification() {
    return Math.sqrt(Math.abs(a * e - b * d));
  }

  private static Place centre(List<Place> places) {
    return new Place(
        places.stream().mapToDouble(Place::x).average().orElse(0),
        places.stream().mapToDouble(Place::y).average().orElse(0));
  }
}
