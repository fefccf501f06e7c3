package ocelli.trials.load;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** A small picture: a trial loads the ways that messages take, not the engines. */
final class Picture {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;
  private static final int POISON_NUMBER = 666; // no other picture's

  private final int number;
  private final byte[] png;

  private Picture(int number, byte[] png) {
    this.number = number;
    this.png = png;
  }

  /** The same number is the same bytes. */
  static Picture of(int number) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(new Color(number * 0x2f4f17 & 0xffffff));
    graphics.fillRect(number * 7 % 40, number * 5 % 30, 40, 24);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Picture(number, bytes.toByteArray());
  }

  /** One that ends the process that looks at it, where vision's halt point for that is armed. */
  static Picture poisoned() {
    Picture plain = of(POISON_NUMBER);
    byte[] mark = "ocelli-vision-poison".getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Arrays.copyOf(plain.png, plain.png.length + mark.length);
    System.arraycopy(mark, 0, bytes, plain.png.length, mark.length);
    return new Picture(POISON_NUMBER, bytes);
  }

  int number() {
    return number;
  }

  byte[] png() {
    return png.clone();
  }
}
