package ocelli.client.samples;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.awt.image.RescaleOp;
import java.util.Arrays;
import java.util.Random;

/** What happens to a picture on its way: mirrored, turned, scaled, blurred, too dark, noisy. */
final class Photographs {
  private Photographs() {}

  static BufferedImage mirrored(BufferedImage image, double scale) {
    AffineTransform mirror = AffineTransform.getTranslateInstance(image.getWidth() * scale, 0);
    mirror.scale(-scale, scale);
    return drawn(
        image, mirror, (int) (image.getWidth() * scale), (int) (image.getHeight() * scale));
  }

  static BufferedImage turned(BufferedImage image, double degrees) {
    AffineTransform turn =
        AffineTransform.getRotateInstance(
            Math.toRadians(degrees), image.getWidth() / 2.0, image.getHeight() / 2.0);
    return drawn(image, turn, image.getWidth(), image.getHeight());
  }

  /** As taken from a moving hand in a dark room. */
  static BufferedImage bad(BufferedImage image) {
    int length = 21;
    float[] weights = new float[length * 3];
    Arrays.fill(weights, 1f / weights.length);
    BufferedImage blurred = new ConvolveOp(new Kernel(length, 3, weights)).filter(image, null);
    BufferedImage dark = new RescaleOp(0.28f, 4f, null).filter(blurred, null);
    Random random = new Random(7);
    for (int y = 0; y < dark.getHeight(); y++) {
      for (int x = 0; x < dark.getWidth(); x++) {
        dark.setRGB(x, y, noisy(dark.getRGB(x, y), (int) (random.nextGaussian() * 1.5)));
      }
    }
    return dark;
  }

  private static int noisy(int rgb, int by) {
    return part(rgb >> 16, by) << 16 | part(rgb >> 8, by) << 8 | part(rgb, by);
  }

  private static int part(int value, int by) {
    return Math.max(0, Math.min(255, (value & 0xff) + by));
  }

  private static BufferedImage drawn(
      BufferedImage image, AffineTransform how, int width, int height) {
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = result.createGraphics();
    Sheet.smooth(pen);
    pen.setColor(new java.awt.Color(image.getRGB(2, 2)));
    pen.fillRect(0, 0, width, height);
    pen.drawImage(image, how, null);
    pen.dispose();
    return result;
  }
}
