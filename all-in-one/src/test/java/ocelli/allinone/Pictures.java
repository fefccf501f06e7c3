package ocelli.allinone;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import ocelli.client.demo.Samples;

/** Distinct small pictures: the sample images scaled down, each with a mark of its own. */
final class Pictures {
  private static final int LONGER_SIDE =
      240; // small, so that the door and the order are tested, not the engines

  private Pictures() {}

  /** The n-th picture as PNG, the same for the same number. */
  static byte[] png(int number) {
    List<byte[]> samples = Samples.decodable();
    try {
      BufferedImage source = null;
      for (int i = 0; source == null; i++) { // the JDK reads no WebP: take the next
        source = ImageIO.read(new ByteArrayInputStream(samples.get((number + i) % samples.size())));
      }
      return encoded(marked(source, number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage marked(BufferedImage source, int number) {
    double scale = (double) LONGER_SIDE / Math.max(source.getWidth(), source.getHeight());
    int width = (int) (source.getWidth() * scale);
    int height = (int) (source.getHeight() * scale);
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(source, 0, 0, width, height, null);
    graphics.dispose();
    for (int bit = 0; bit < 12; bit++) {
      picture.setRGB(bit, 0, (number >> bit & 1) == 0 ? 0x000000 : 0xffffff);
    }
    return picture;
  }

  private static byte[] encoded(BufferedImage picture) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    return bytes.toByteArray();
  }
}
