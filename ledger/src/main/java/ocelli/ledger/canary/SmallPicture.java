package ocelli.ledger.canary;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A PNG of a kilobyte that costs the tasks little: a frame with a bar in it. */
final class SmallPicture {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int MARGIN = 40;

  private SmallPicture() {}

  static byte[] png() {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN);
    pen.setColor(Color.DARK_GRAY);
    pen.fillRect(2 * MARGIN, HEIGHT / 2, WIDTH - 4 * MARGIN, MARGIN / 4);
    pen.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}
