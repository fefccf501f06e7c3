package ocelli.trials.accuracy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

/** A grey sheet to draw letters on. */
final class Canvas {
  private final BufferedImage sheet;
  private final Graphics2D pen;
  private final AffineTransform turn;

  /** A sheet whose drawing is turned around its middle, clockwise. */
  Canvas(int width, int height, int paper, double degrees) {
    sheet = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    pen = sheet.createGraphics();
    pen.setColor(new Color(paper, paper, paper));
    pen.fillRect(0, 0, width, height);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    turn = AffineTransform.getRotateInstance(Math.toRadians(degrees), width / 2.0, height / 2.0);
  }

  void ink(int grey) {
    pen.setColor(new Color(grey, grey, grey));
  }

  /** Writes text from a place on the base line; answers how long it became. */
  double write(TrueTypeFont font, double pixels, double x, double y, String text) {
    double at = x;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      Path2D outline = font.outline(letter, pixels);
      outline.transform(AffineTransform.getTranslateInstance(at, y));
      outline.transform(turn);
      pen.fill(outline);
      at += font.advance(letter, pixels);
    }
    return at - x;
  }

  /** Fills a rectangle. */
  void fill(double x, double y, double width, double height) {
    pen.fill(turn.createTransformedShape(new Rectangle2D.Double(x, y, width, height)));
  }

  /** Adds Gaussian noise of this standard deviation in grey values. */
  void addNoise(double deviation, RandomGenerator random) {
    WritableRaster raster = sheet.getRaster();
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int x = 0; x < sheet.getWidth(); x++) {
        double value = raster.getSample(x, y, 0) + random.nextGaussian() * deviation;
        int grey = (int) Math.max(0, Math.min(255, Math.round(value)));
        raster.setPixel(x, y, new int[] {grey, grey, grey});
      }
    }
  }

  /** The sheet as a file: {@code png} or {@code jpg}. */
  byte[] encoded(String form) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      if (!ImageIO.write(sheet, form, bytes)) {
        throw new IllegalStateException("this Java writes no " + form);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }
}
