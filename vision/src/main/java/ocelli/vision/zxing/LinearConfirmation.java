package ocelli.vision.zxing;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.common.BitArray;
import com.google.zxing.oned.MultiFormatOneDReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ocelli.vision.core.Place;

/**
 * Reads a linear code again along lines that cross its bars squarely. A line that leaves a tilted
 * code on its way sees a part of it, which may look like a shorter code; squarely it does not.
 */
final class LinearConfirmation {
  /** Distances of the lines to the first, in pixels across it: bars are longer than this. */
  private static final int[] BESIDE = {-12, -8, -5, -3, -2, 2, 3, 5, 8, 12};

  /** That many of them must say the same; noise agrees with itself on none. */
  private static final int AGREEING = 2;

  /** Lines are drawn out by this share of their length, for the code's quiet zones. */
  private static final double QUIET = 0.2;

  /** Points for each pixel of the line: edges of bars lie between pixels. */
  private static final int POINTS_PER_PIXEL = 3;

  /** The darkest and the lightest share of the points are taken for noise. */
  private static final double OUTLIERS = 0.05;

  /** From the middle of its first guard to that of its last. */
  private static final double EAN_8_MODULES = 64;

  /** Its quiet zones begin 1.5 modules from there and are 7 wide; checked with a module's play. */
  private static final double EAN_8_QUIET_FROM = 2.5;

  private static final double EAN_8_QUIET_TO = 7.5;

  private static final Map<DecodeHintType, Object> HINTS = Map.of(DecodeHintType.TRY_HARDER, true);

  private LinearConfirmation() {}

  static boolean agree(GreyPixels picture, BarcodeFormat symbology, List<Place> ends, String text) {
    if (ends.size() < 2 || ends.get(0).distance(ends.get(1)) < 1) {
      return false;
    }
    Place from = ends.get(0);
    Place to = ends.get(1);
    Optional<Place> across = BarDirection.across(picture, from, to);
    if (across.isEmpty()) {
      return false;
    }
    Place middle = from.towards(to, 0.5);
    double length = from.distance(to);
    int agreeing = 0;
    for (int beside : BESIDE) {
      BitArray bars =
          bars(brightness(picture, moved(middle, across.get(), beside), across.get(), length));
      if (says(bars, text) && (symbology != BarcodeFormat.EAN_8 || standsAlone(bars, length))) {
        agreeing++;
      }
    }
    return agreeing >= AGREEING;
  }

  private static Place moved(Place middle, Place across, int beside) {
    return new Place(middle.x() - across.y() * beside, middle.y() + across.x() * beside);
  }

  /** Whether nothing is printed beside an EAN-8, which else may be a part of a longer code. */
  private static boolean standsAlone(BitArray bars, double length) {
    double module = length / EAN_8_MODULES * POINTS_PER_PIXEL;
    double end = length * QUIET * POINTS_PER_PIXEL;
    int far = (int) (end - EAN_8_QUIET_TO * module);
    int near = (int) (end - EAN_8_QUIET_FROM * module);
    int size = bars.getSize();
    return bars.isRange(far, near, false) && bars.isRange(size - near, size - far, false);
  }

  private static double[] brightness(
      GreyPixels picture, Place centre, Place across, double length) {
    double drawnOut = length * (1 + 2 * QUIET);
    double[] line = new double[(int) (drawnOut * POINTS_PER_PIXEL)];
    for (int i = 0; i < line.length; i++) {
      double at = (double) i / POINTS_PER_PIXEL - drawnOut / 2;
      line[i] = picture.between(centre.x() + across.x() * at, centre.y() + across.y() * at);
    }
    return line;
  }

  /** Dark where it is below the middle between the dark and the light points. */
  private static BitArray bars(double[] line) {
    double[] sorted = line.clone();
    Arrays.sort(sorted);
    int outliers = (int) (OUTLIERS * line.length);
    double middle = (sorted[outliers] + sorted[line.length - 1 - outliers]) / 2;
    BitArray bars = new BitArray(line.length);
    for (int i = 0; i < line.length; i++) {
      if (line[i] < middle) {
        bars.set(i);
      }
    }
    return bars;
  }

  private static boolean says(BitArray bars, String text) {
    BitArray reversed = bars.clone();
    reversed.reverse();
    return reads(bars, text) || reads(reversed, text);
  }

  private static boolean reads(BitArray bars, String text) {
    try {
      return new MultiFormatOneDReader(HINTS).decodeRow(0, bars, HINTS).getText().equals(text);
    } catch (ReaderException e) {
      return false;
    }
  }
}
