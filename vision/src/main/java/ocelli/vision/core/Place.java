package ocelli.vision.core;

/**
 * A place in an image, in pixels from the top left corner.
 *
 * @param x to the right
 * @param y downwards
 */
public record Place(double x, double y) {

  /** The place at a share of the way to another: 0 is here, 1 is there. */
  public Place towards(Place other, double share) {
    return new Place(x + (other.x - x) * share, y + (other.y - y) * share);
  }

  /** The distance to another place, in pixels. */
  public double distance(Place other) {
    return Math.hypot(other.x - x, other.y - y);
  }
}
