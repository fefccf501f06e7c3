package ocelli.vision.core;

import java.util.List;

/**
 * An upright rectangle in an image, in pixels from the top left corner.
 *
 * @param x left edge
 * @param y top edge
 * @param width to the right, 0 or more
 * @param height downwards, 0 or more
 */
public record Region(double x, double y, double width, double height) {

  /** The smallest region that holds all these places. */
  public static Region around(List<Place> places) {
    double left = places.stream().mapToDouble(Place::x).min().orElse(0);
    double top = places.stream().mapToDouble(Place::y).min().orElse(0);
    double right = places.stream().mapToDouble(Place::x).max().orElse(0);
    double bottom = places.stream().mapToDouble(Place::y).max().orElse(0);
    return new Region(left, top, right - left, bottom - top);
  }

  /** The smallest region that holds all these. */
  public static Region union(List<Region> regions) {
    return around(regions.stream().flatMap(region -> region.corners().stream()).toList());
  }

  /** Right edge. */
  public double right() {
    return x + width;
  }

  /** Bottom edge. */
  public double bottom() {
    return y + height;
  }

  /** Top left, top right, bottom right, bottom left. */
  public List<Place> corners() {
    return List.of(
        new Place(x, y),
        new Place(right(), y),
        new Place(right(), bottom()),
        new Place(x, bottom()));
  }

  /** Shared area over joint area, 0 to 1. */
  public double overlap(Region other) {
    double wide = Math.min(right(), other.right()) - Math.max(x, other.x);
    double high = Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
    double shared = Math.max(0, wide) * Math.max(0, high);
    double joint = width * height + other.width * other.height - shared;
    return joint <= 0 ? 0 : shared / joint;
  }

  /** The part of it inside an image of this size. */
  public Region within(int imageWidth, int imageHeight) {
    double left = Math.min(Math.max(0, x), imageWidth);
    double top = Math.min(Math.max(0, y), imageHeight);
    double wide = Math.min(Math.max(0, right()), imageWidth) - left;
    double high = Math.min(Math.max(0, bottom()), imageHeight) - top;
    return new Region(left, top, wide, high);
  }
}
