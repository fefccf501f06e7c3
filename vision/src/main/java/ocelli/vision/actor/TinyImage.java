package ocelli.vision.actor;

import java.util.Base64;

/** A white square to warm engines with. */
final class TinyImage {
  /**
   * PNG, 32 by 32 pixels, 8-bit grey: the smallest that every engine scales without a remainder.
   */
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAAAAABWESUoAAAAFklEQVR42mP4TwAwjCoYVTCqYKQqAAA/aPwuqUTQyAAA"
          + "AABJRU5ErkJggg==";

  private TinyImage() {}

  static byte[] bytes() {
    return Base64.getDecoder().decode(PNG);
  }
}
