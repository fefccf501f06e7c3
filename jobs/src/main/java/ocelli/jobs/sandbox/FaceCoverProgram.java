package ocelli.jobs.sandbox;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/**
 * The process that makes faces unrecognisable: an image on standard input, a PNG on standard output
 * after its length, or a length of 0 where the image cannot be read. Arguments: EXIF's orientation,
 * width and height that the image has when it is turned upright, then x, y, width and height of
 * each face.
 */
final class FaceCoverProgram {
  private static final int ACROSS = 6; // cells over a face: less than what tells two people apart
  private static final double MARGIN = 0.25; // of a face's size, for hair and chin

  private FaceCoverProgram() {}

  /** Covers and ends. */
  public static void main(String[] arguments) throws IOException {
    ImageIO.setUseCache(false);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)))) {
      byte[] covered = covered(System.in.readAllBytes(), numbers(arguments));
      out.writeInt(covered.length);
      out.write(covered);
    }
  }

  private static byte[] covered(byte[] content, int[] numbers) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(content));
    if (image == null) {
      return new byte[0];
    }
    BufferedImage plain = upright(image, numbers[0]);
    if (plain.getWidth() != numbers[1] || plain.getHeight() != numbers[2]) {
      return new byte[0];
    }
    for (int i = 3; i + 3 < numbers.length; i += 4) {
      cover(plain, numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3]);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(plain, "png", png);
    return png.toByteArray();
  }

  /** Without transparency, and turned: from 5 on rows have become columns. */
  private static BufferedImage upright(BufferedImage image, int orientation) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean across = orientation >= 5;
    BufferedImage plain =
        new BufferedImage(
            across ? height : width, across ? width : height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int fromRight = width - 1 - x;
        int fromBottom = height - 1 - y;
        int colour = image.getRGB(x, y);
        switch (orientation) {
          case 2 -> plain.setRGB(fromRight, y, colour);
          case 3 -> plain.setRGB(fromRight, fromBottom, colour);
          case 4 -> plain.setRGB(x, fromBottom, colour);
          case 5 -> plain.setRGB(y, x, colour);
          case 6 -> plain.setRGB(fromBottom, x, colour);
          case 7 -> plain.setRGB(fromBottom, fromRight, colour);
          case 8 -> plain.setRGB(y, fromRight, colour);
          default -> plain.setRGB(x, y, colour);
        }
      }
    }
    return plain;
  }

  /** One mean colour per cell: nothing finer is left. */
  private static void cover(BufferedImage image, int x, int y, int width, int height) {
    int left = Math.max(0, (int) (x - width * MARGIN));
    int top = Math.max(0, (int) (y - height * MARGIN));
    int right = Math.min(image.getWidth(), (int) (x + width * (1 + MARGIN)));
    int bottom = Math.min(image.getHeight(), (int) (y + height * (1 + MARGIN)));
    int cell = Math.max(1, Math.max(right - left, bottom - top) / ACROSS);
    for (int cellTop = top; cellTop < bottom; cellTop += cell) {
      for (int cellLeft = left; cellLeft < right; cellLeft += cell) {
        level(
            image,
            cellLeft,
            cellTop,
            Math.min(cellLeft + cell, right),
            Math.min(cellTop + cell, bottom));
      }
    }
  }

  private static void level(BufferedImage image, int left, int top, int right, int bottom) {
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int colour = image.getRGB(x, y);
        red += colour >> 16 & 0xff;
        green += colour >> 8 & 0xff;
        blue += colour & 0xff;
      }
    }
    int count = (right - left) * (bottom - top);
    int mean = (int) (red / count) << 16 | (int) (green / count) << 8 | (int) (blue / count);
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        image.setRGB(x, y, mean);
      }
    }
  }

  private static int[] numbers(String[] arguments) {
    int[] numbers = new int[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      numbers[i] = Integer.parseInt(arguments[i]);
    }
    return numbers;
  }
}
