package ocelli.vision.zxing;

import com.google.zxing.BarcodeFormat;
import java.util.List;
import ocelli.vision.core.Place;

/** Makes corners, from the top left clockwise, of the points that ZXing's detectors give. */
final class CodeCorners {
  private static final int PDF_417_POINTS = 8;

  private CodeCorners() {}

  static List<Place> of(BarcodeFormat symbology, List<Place> points) {
    if (symbology == BarcodeFormat.QR_CODE && points.size() >= 3) {
      return ofFinders(points.get(0), points.get(1), points.get(2));
    }
    return symbology == BarcodeFormat.PDF_417 && points.size() == PDF_417_POINTS
        ? List.of(points.get(0), points.get(2), points.get(3), points.get(1))
        : points;
  }

  /** The middles of a QR code's three finders and what completes them: 3.5 modules inside. */
  private static List<Place> ofFinders(Place bottomLeft, Place topLeft, Place topRight) {
    Place bottomRight =
        new Place(
            topRight.x() + bottomLeft.x() - topLeft.x(),
            topRight.y() + bottomLeft.y() - topLeft.y());
    return List.of(topLeft, topRight, bottomRight, bottomLeft);
  }
}
