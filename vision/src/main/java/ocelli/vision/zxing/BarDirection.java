package ocelli.vision.zxing;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import ocelli.vision.core.Place;

/**
 * Which way a reader must go to cross bars squarely: the main direction of the brightness' slopes
 * along a line over them (structure tensor).
 *
 * @param direction at distance 1 from {@code (0, 0)}
 * @param agreement how much the slopes agree, 0 for any direction to 1 for one
 */
record BarDirection(Place direction, double agreement) {
  /** Strips beside the line, in pixels: it may run along the ends of the bars. */
  private static final int[] STRIPS = {0, -6, 6};

  /** Pixels of a strip to either side of its middle. */
  private static final int HALF_STRIP = 4;

  /** Noise has less agreement, bars more. */
  private static final double LEAST_AGREEMENT = 0.5;

  /** A line was read, so it crosses the bars at most this slanted (45 degrees); ends are square. */
  private static final double LEAST_COSINE = 0.7;

  /** The direction across the bars, nearest to that of the line; empty where there are none. */
  static Optional<Place> across(GreyPixels picture, Place from, Place to) {
    return IntStream.of(STRIPS)
        .mapToObj(beside -> along(picture, from, to, beside))
        .max(Comparator.comparingDouble(BarDirection::agreement))
        .filter(bars -> bars.agreement() >= LEAST_AGREEMENT)
        .map(BarDirection::direction);
  }

  private static BarDirection along(GreyPixels picture, Place from, Place to, int strip) {
    double length = from.distance(to);
    double right = (to.x() - from.x()) / length;
    double down = (to.y() - from.y()) / length;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < length; i++) {
      for (int beside = strip - HALF_STRIP; beside <= strip + HALF_STRIP; beside++) {
        double x = from.x() + right * i - down * beside;
        double y = from.y() + down * i + right * beside;
        double slopeRight = picture.between(x + 1, y) - picture.between(x - 1, y);
        double slopeDown = picture.between(x, y + 1) - picture.between(x, y - 1);
        xx += slopeRight * slopeRight;
        yy += slopeDown * slopeDown;
        xy += slopeRight * slopeDown;
      }
    }
    double angle = Math.atan2(2 * xy, xx - yy) / 2;
    double along = Math.cos(angle) * right + Math.sin(angle) * down;
    boolean bars = xx + yy > 0 && Math.abs(along) > LEAST_COSINE;
    double agreement = bars ? Math.hypot(xx - yy, 2 * xy) / (xx + yy) : 0;
    double sign = Math.signum(along);
    return new BarDirection(new Place(sign * Math.cos(angle), sign * Math.sin(angle)), agreement);
  }
}
