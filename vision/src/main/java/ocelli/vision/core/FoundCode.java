package ocelli.vision.core;

import java.util.List;

/**
 * A machine-readable code that was read.
 *
 * @param symbology as ZXing names it: QR_CODE, EAN_13 …
 * @param text what it says
 * @param corners its corners, or the ends of the line that was read
 */
public record FoundCode(String symbology, String text, List<Place> corners) {
  public FoundCode {
    corners = List.copyOf(corners);
  }

  /** The smallest region around it. */
  public Region box() {
    return Region.around(corners);
  }

  /** The code in another picture. */
  public FoundCode carriedBy(Affine way) {
    return new FoundCode(symbology, text, corners.stream().map(way::apply).toList());
  }
}
