package ocelli.allinone;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Bodies that cost little to send and much to decode, and some that are no images at all. */
final class Bombs {
  private static final int SIDE = 64; // of the real pictures that the bombs are made from
  private static final int START_OF_FRAME = 0xc0;
  private static final int START_OF_SCAN = 0xda;

  private Bombs() {}

  /** A body and the status that INTERFACE.md gives it. */
  record Bomb(String name, byte[] body, int status) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Those that the door turns away. */
  static List<Bomb> refused() {
    return List.of(
        new Bomb("WebP of 34 bytes, 16000 x 16000", webp(16_000, 16_000), 422),
        new Bomb("JPEG that claims 65500 x 65500", jpegClaiming(65_500), 422),
        new Bomb("PNG of 1 bit, 20000 x 20000", oneBitPng(20_000), 422),
        new Bomb("JPEG of 1,000 scans", jpegOfScans(1_000), 422),
        new Bomb("an empty body", new byte[0], 400),
        new Bomb("HTML", latin("<!doctype html><title>an image</title>"), 415));
  }

  /** A whole header with half of the picture behind it. */
  static byte[] truncatedJpeg() {
    byte[] whole = picture("jpg");
    return Arrays.copyOf(whole, marker(whole, START_OF_SCAN) + 20);
  }

  private static byte[] webp(int width, int height) {
    byte[] bomb = new byte[34];
    ByteBuffer.wrap(bomb)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(latin("RIFF"))
        .putInt(bomb.length - 8)
        .put(latin("WEBPVP8L"))
        .putInt(14)
        .put((byte) 0x2f)
        .putInt((width - 1) | (height - 1) << 14);
    return bomb;
  }

  private static byte[] jpegClaiming(int side) {
    byte[] jpeg = picture("jpg");
    ByteBuffer.wrap(jpeg)
        .position(marker(jpeg, START_OF_FRAME) + 5)
        .putShort((short) side)
        .putShort((short) side);
    return jpeg;
  }

  private static byte[] jpegOfScans(int scans) {
    byte[] jpeg = picture("jpg");
    int scan = marker(jpeg, START_OF_SCAN);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(jpeg, 0, scan);
    for (int i = 0; i < scans; i++) {
      bomb.write(jpeg, scan, jpeg.length - 2 - scan);
    }
    bomb.write(jpeg, jpeg.length - 2, 2);
    return bomb.toByteArray();
  }

  /** A whole one: 50 MB of zeros, deflated to 50 KB. */
  private static byte[] oneBitPng(int side) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(latin("\u0089PNG\r\n\u001a\n"));
    chunk(
        png,
        "IHDR",
        ByteBuffer.allocate(13).putInt(side).putInt(side).put(new byte[] {1, 0, 0, 0, 0}).array());
    chunk(png, "IDAT", deflatedZeros(side, 1 + side / 8));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static byte[] deflatedZeros(int rows, int rowBytes) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(deflated, new Deflater(Deflater.BEST_COMPRESSION))) {
      byte[] row = new byte[rowBytes];
      for (int i = 0; i < rows; i++) {
        out.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return deflated.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] body = ByteBuffer.allocate(4 + data.length).put(latin(type)).put(data).array();
    CRC32 check = new CRC32();
    check.update(body);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(body);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }

  private static byte[] picture(String format) {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE * SIDE; i++) {
      picture.setRGB(i % SIDE, i / SIDE, i * 0x010307);
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(picture, format, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a marker's 0xff is. */
  private static int marker(byte[] jpeg, int code) {
    for (int i = 0; i + 1 < jpeg.length; i++) {
      if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == code) {
        return i;
      }
    }
    throw new AssertionError("the JDK's JPEGs are baseline");
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
