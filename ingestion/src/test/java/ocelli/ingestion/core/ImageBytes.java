package ocelli.ingestion.core;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Images for tests: real ones, and headers that claim what they like. */
public final class ImageBytes {
  private ImageBytes() {}

  /** A real image, with noise so that it has some size. */
  public static byte[] real(String format, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException(format);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A PNG's signature and IHDR. */
  public static byte[] png(int width, int height, int depth, int colourType) {
    ByteBuffer header = ByteBuffer.allocate(17);
    header.put(latin("IHDR")).putInt(width).putInt(height);
    header.put((byte) depth).put((byte) colourType).put(new byte[3]);
    CRC32 crc = new CRC32();
    crc.update(header.array());
    return join(
        latin("\u0089PNG\r\n\u001a\n"),
        ByteBuffer.allocate(4).putInt(13).array(),
        header.array(),
        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /** A lossless WebP of 34 bytes that claims a size. */
  public static byte[] webpLossless(int width, int height) {
    int packed = (width - 1) | (height - 1) << 14;
    return riff("VP8L", join(new byte[] {0x2f}, little(packed), new byte[9]));
  }

  /** A lossy WebP's header. */
  public static byte[] webpLossy(int width, int height) {
    byte[] frame = join(new byte[] {0, 0, 0}, latin("\u009d\u0001*"), little(width | height << 16));
    return riff("VP8 ", frame);
  }

  /** An extended WebP's header. */
  public static byte[] webpExtended(int width, int height) {
    byte[] size = Arrays.copyOf(little(width - 1), 3);
    return riff("VP8X", join(new byte[4], size, Arrays.copyOf(little(height - 1), 3)));
  }

  /** A GIF's logical screen. */
  public static byte[] gif(int width, int height) {
    return join(latin("GIF89a"), little(width | height << 16), new byte[3]);
  }

  /** A JPEG's header that claims a size, then so many empty scans. */
  public static byte[] jpeg(int width, int height, int scans) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0));
    out.writeBytes(bytes(0xff, 0xc2, 0, 11, 8));
    out.writeBytes(bytes(height >> 8, height, width >> 8, width, 1, 1, 0x11, 0));
    for (int scan = 0; scan < scans; scan++) {
      out.writeBytes(bytes(0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0));
      out.writeBytes(bytes(0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56)); // a stuffed byte, a restart
    }
    out.writeBytes(bytes(0xff, 0xd9));
    return out.toByteArray();
  }

  /** Latin-1 text as bytes. */
  public static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The first bytes of an image. */
  public static byte[] truncated(byte[] image, int length) {
    return Arrays.copyOf(image, length);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] riff(String chunk, byte[] data) {
    return join(
        latin("RIFF"),
        little(12 + data.length),
        latin("WEBP"),
        latin(chunk),
        little(data.length),
        data);
  }

  private static byte[] little(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
