package ocelli.client.samples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A page to write on from the top to the bottom. */
final class Sheet {
  private final BufferedImage image;
  private final Graphics2D pen;
  private final int left;
  private int y;

  Sheet(int width, int height, Color paper, int left, int top) {
    this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    this.pen = image.createGraphics();
    this.left = left;
    this.y = top;
    pen.setColor(paper);
    pen.fillRect(0, 0, width, height);
    pen.setColor(new Color(0x1b1b1b));
    smooth(pen);
  }

  static void smooth(Graphics2D pen) {
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
  }

  Sheet font(String name, int style, int size) {
    pen.setFont(new Font(name, style, size));
    return this;
  }

  Sheet color(int rgb) {
    pen.setColor(new Color(rgb));
    return this;
  }

  Sheet lines(String... lines) {
    for (String line : lines) {
      y += lineHeight();
      pen.drawString(line, left, y);
    }
    return this;
  }

  /** A name on the left and a number that ends at the right edge. */
  Sheet row(String name, String amount) {
    lines(name);
    int width = pen.getFontMetrics().stringWidth(amount);
    pen.drawString(amount, image.getWidth() - left - width, y);
    return this;
  }

  Sheet centred(String line) {
    y += lineHeight();
    pen.drawString(line, (image.getWidth() - pen.getFontMetrics().stringWidth(line)) / 2, y);
    return this;
  }

  Sheet gap(int pixels) {
    y += pixels;
    return this;
  }

  Sheet rule() {
    y += 14;
    pen.setStroke(new BasicStroke(2));
    pen.drawLine(left, y, image.getWidth() - left, y);
    y += 4;
    return this;
  }

  Sheet picture(BufferedImage picture, int x, int top, int width, int height) {
    pen.drawImage(picture, x, top, width, height, null);
    return this;
  }

  Sheet box(int x, int top, int width, int height, int rgb) {
    Color before = pen.getColor();
    pen.setColor(new Color(rgb));
    pen.fillRect(x, top, width, height);
    pen.setColor(before);
    return this;
  }

  BufferedImage done() {
    pen.dispose();
    return image;
  }

  private int lineHeight() {
    return Math.round(pen.getFont().getSize() * 1.4f);
  }
}
