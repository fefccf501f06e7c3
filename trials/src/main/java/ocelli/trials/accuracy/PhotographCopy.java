package ocelli.trials.accuracy;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

/** Makes a worse copy of a photograph: smaller, mirrored, tilted, darker, noisy, compressed. */
final class PhotographCopy {
  private static final double MOST_TILT = 12;
  private static final double LEAST_SCALE = 0.5;

  private PhotographCopy() {}

  static Photograph of(Photograph original, RandomGenerator random) {
    BufferedImage source = decoded(original.image());
    AffineTransform way = way(source, random);
    BufferedImage copy =
        new BufferedImage(source.getWidth(), source.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = copy.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(source, way, null);
    pen.dispose();
    wear(copy, random.nextDouble(0.5, 1.2), random.nextDouble(0, 12), random);
    List<Rectangle2D> faces =
        original.faces().stream()
            .map(face -> way.createTransformedShape(face).getBounds2D())
            .toList();
    return new Photograph(original.name() + " (copy)", encoded(copy), faces);
  }

  /** Around the middle, so that no face leaves the picture by more than its edge. */
  private static AffineTransform way(BufferedImage source, RandomGenerator random) {
    double scale = random.nextDouble(LEAST_SCALE, 0.9);
    AffineTransform way = new AffineTransform();
    way.translate(source.getWidth() / 2.0, source.getHeight() / 2.0);
    way.rotate(Math.toRadians(random.nextDouble(-MOST_TILT, MOST_TILT)));
    way.scale(random.nextBoolean() ? scale : -scale, scale);
    way.translate(-source.getWidth() / 2.0, -source.getHeight() / 2.0);
    return way;
  }

  private static void wear(BufferedImage copy, double light, double noise, RandomGenerator random) {
    int[] pixel = new int[3];
    for (int y = 0; y < copy.getHeight(); y++) {
      for (int x = 0; x < copy.getWidth(); x++) {
        copy.getRaster().getPixel(x, y, pixel);
        for (int i = 0; i < pixel.length; i++) {
          double value = pixel[i] * light + random.nextGaussian() * noise;
          pixel[i] = (int) Math.max(0, Math.min(255, Math.round(value)));
        }
        copy.getRaster().setPixel(x, y, pixel);
      }
    }
  }

  private static BufferedImage decoded(byte[] image) {
    try {
      return ImageIO.read(new ByteArrayInputStream(image));
    } catch (IOException e) {
      throw new UncheckedIOException("a photograph of our own", e);
    }
  }

  private static byte[] encoded(BufferedImage image) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(image, "jpg", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }
}
