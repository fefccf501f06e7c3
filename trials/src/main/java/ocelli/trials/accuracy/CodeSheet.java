package ocelli.trials.accuracy;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A sheet with one code and what it says.
 *
 * @param symbology as the engine names it
 * @param text what a reader must say
 * @param image the file
 */
@SuppressWarnings("ArrayRecordComponent") // a file for one look, never compared
record CodeSheet(BarcodeFormat symbology, String text, byte[] image) {
  private static final int SIDE = 640;

  static CodeSheet draw(BarcodeFormat symbology, RandomGenerator random) {
    String text = text(symbology, random);
    BitMatrix bars = bars(symbology, text);
    boolean linear = bars.getHeight() == 1;
    double module = linear ? random.nextDouble(2, 3.5) : random.nextDouble(3.5, 7);
    double high = linear ? random.nextDouble(60, 120) : module;
    Canvas canvas = new Canvas(SIDE, SIDE, random.nextInt(205, 256), random.nextDouble(-12, 12));
    canvas.ink(random.nextInt(0, 60));
    double left = (SIDE - bars.getWidth() * module) / 2 + random.nextDouble(-40, 40);
    double top = (SIDE - bars.getHeight() * high) / 2 + random.nextDouble(-80, 80);
    for (int y = 0; y < bars.getHeight(); y++) {
      for (int x = 0; x < bars.getWidth(); x++) {
        if (bars.get(x, y)) {
          canvas.fill(left + x * module, top + y * high, module, high);
        }
      }
    }
    TrueTypeFont font = TrueTypeFont.read("LiberationSans-Regular");
    canvas.write(font, 20, 60, 40, "Handle with care");
    canvas.addNoise(random.nextDouble(0, 14), random);
    return new CodeSheet(symbology, said(symbology, text), canvas.encoded("jpg"));
  }

  private static BitMatrix bars(BarcodeFormat symbology, String text) {
    try {
      return new MultiFormatWriter().encode(text, symbology, 1, 1);
    } catch (WriterException e) {
      throw new IllegalStateException(symbology + " does not take " + text, e);
    }
  }

  private static String text(BarcodeFormat symbology, RandomGenerator random) {
    switch (symbology) {
      case EAN_13:
        return withCheck(digits(12, random).replaceFirst("^0", "4"));
      case EAN_8:
        return withCheck(digits(7, random));
      case UPC_A:
        return withCheck(digits(11, random));
      case ITF:
        return digits(14, random);
      case CODABAR:
        return "A" + digits(8, random) + "B";
      case CODE_39, CODE_93, CODE_128:
        return String.format(Locale.ROOT, "LOT-%04d", random.nextInt(10_000));
      default:
        return new Prose(random).sentence();
    }
  }

  /** Codabar's letters at the ends are no part of what it says. */
  private static String said(BarcodeFormat symbology, String text) {
    return symbology == BarcodeFormat.CODABAR ? text.substring(1, text.length() - 1) : text;
  }

  private static String digits(int count, RandomGenerator random) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  /** The check digit of GS1: weights of 3 and 1 from the right. */
  private static String withCheck(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int weight = (digits.length() - i) % 2 == 1 ? 3 : 1;
      sum += weight * (digits.charAt(i) - '0');
    }
    return digits + (10 - sum % 10) % 10;
  }
}
