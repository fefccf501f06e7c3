package ocelli.jobs.sandbox;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Images that are stored turned and say so, and how they are seen. */
final class Turned {
  private static final int BEFORE_PIXELS = 33; // behind the name (8) and IHDR (25)
  private static final String DIRECTORY = "4d4d002a00000008" + "000101120003000000010000";
  private static final int VALUE = 27; // length 4, name 4, header 8, count 2, and in the entry 9

  private Turned() {}

  /** The same PNG with EXIF's orientation. */
  static byte[] png(byte[] png, int orientation) {
    byte[] chunk = HexFormat.of().parseHex("0000001a" + "65584966" + DIRECTORY + "000000000000");
    chunk[VALUE] = (byte) orientation;
    CRC32 check = new CRC32();
    check.update(chunk, 4, chunk.length - 4);
    return ByteBuffer.allocate(png.length + chunk.length + 4)
        .put(png, 0, BEFORE_PIXELS)
        .put(chunk)
        .putInt((int) check.getValue())
        .put(png, BEFORE_PIXELS, png.length - BEFORE_PIXELS)
        .array();
  }

  /** As it is seen: by EXIF 2.3, where its first row and its first column then lie. */
  static BufferedImage upright(BufferedImage stored, int orientation) {
    double width = stored.getWidth();
    double height = stored.getHeight();
    AffineTransform turn =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
          case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
          default -> new AffineTransform();
        };
    int[] sides =
        orientation >= 5
            ? new int[] {stored.getHeight(), stored.getWidth()}
            : new int[] {stored.getWidth(), stored.getHeight()};
    BufferedImage seen = new BufferedImage(sides[0], sides[1], BufferedImage.TYPE_INT_RGB);
    BufferedImage plain =
        new BufferedImage(stored.getWidth(), stored.getHeight(), BufferedImage.TYPE_INT_RGB);
    plain.createGraphics().drawImage(stored, 0, 0, null);
    return new AffineTransformOp(turn, AffineTransformOp.TYPE_NEAREST_NEIGHBOR).filter(plain, seen);
  }
}
