package ocelli.client.samples;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;

/** The samples that carry codes. */
final class Labels {
  private static final String SANS = "DejaVu Sans";

  private Labels() {}

  static BufferedImage parcel() {
    return new Sheet(760, 900, Color.WHITE, 60, 40)
        .font(SANS, Font.BOLD, 34)
        .lines("SEAHAVEN PARCEL")
        .font(SANS, Font.PLAIN, 26)
        .lines("To: Ada Miller", "4 Quay Road", "Seahaven")
        .rule()
        .picture(
            code(BarcodeFormat.QR_CODE, "https://example.org/parcel/4417-2093", 460, 460),
            150,
            320,
            460,
            460)
        .gap(505)
        .font(SANS, Font.BOLD, 28)
        .centred("Parcel 4417-2093")
        .done();
  }

  static BufferedImage product() {
    return new Sheet(700, 420, Color.WHITE, 60, 20)
        .font(SANS, Font.BOLD, 28)
        .centred("Olive oil 500 ml")
        .picture(code(BarcodeFormat.EAN_13, "4006381333931", 520, 220), 90, 90, 520, 220)
        .gap(265)
        .font(SANS, Font.PLAIN, 28)
        .centred("4 006381 333931")
        .done();
  }

  static BufferedImage shipment() {
    return new Sheet(900, 400, Color.WHITE, 60, 20)
        .font(SANS, Font.BOLD, 28)
        .centred("Shipment")
        .picture(code(BarcodeFormat.CODE_128, "OCELLI-2026-0042", 760, 200), 70, 90, 760, 200)
        .gap(245)
        .font(SANS, Font.PLAIN, 28)
        .centred("OCELLI-2026-0042")
        .done();
  }

  private static BufferedImage code(BarcodeFormat format, String text, int width, int height) {
    try {
      return picture(new MultiFormatWriter().encode(text, format, width, height));
    } catch (WriterException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static BufferedImage picture(BitMatrix code) {
    BufferedImage image =
        new BufferedImage(code.getWidth(), code.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < code.getHeight(); y++) {
      for (int x = 0; x < code.getWidth(); x++) {
        image.setRGB(x, y, code.get(x, y) ? 0x000000 : 0xffffff);
      }
    }
    return image;
  }
}
