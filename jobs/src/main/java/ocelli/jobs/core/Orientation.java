package ocelli.jobs.core;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an image's pixels are turned to lie as a person sees them: EXIF's orientation, 1 to 8 (EXIF
 * 2.3, 4.6.4), read as the tasks' decoder does, which turns JPEG, PNG and WebP.
 */
public final class Orientation {
  /** The pixels lie as they are seen. */
  public static final int UPRIGHT = 1;

  private static final int TAG = 0x0112;
  private static final int SHORT = 3; // the type of its value
  private static final int MOST = 8;

  private Orientation() {}

  /** The orientation; empty in doubt. */
  public static OptionalInt of(byte[] content) {
    Optional<FileType> type = FileType.of(content);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      return switch (type.orElse(FileType.PDF)) {
        case JPEG -> jpeg(bytes);
        case PNG -> png(bytes);
        case WEBP -> webp(bytes.order(ByteOrder.LITTLE_ENDIAN));
        case GIF -> OptionalInt.of(UPRIGHT); // it has no such thing
        case PDF -> OptionalInt.empty();
      };
    } catch (IndexOutOfBoundsException e) {
      return OptionalInt.empty();
    }
  }

  /** Segments up to the first scan; the first that holds EXIF counts. */
  private static OptionalInt jpeg(ByteBuffer bytes) {
    for (int at = 2; bytes.getShort(at) != (short) 0xffda; at += 2 + length(bytes, at)) {
      if (bytes.getShort(at) == (short) 0xffe1 && text(bytes, at + 4).equals("Exif")) {
        return exif(bytes, at + 10);
      }
    }
    return OptionalInt.of(UPRIGHT);
  }

  private static int length(ByteBuffer bytes, int at) {
    int length = bytes.getShort(at + 2) & 0xffff;
    if (length < 2) {
      throw new IndexOutOfBoundsException("a segment is longer than its length");
    }
    return length;
  }

  /** Chunks to the end; one that comes after the pixels is read by some only. */
  private static OptionalInt png(ByteBuffer bytes) {
    boolean pixels = false;
    for (int at = 8; !text(bytes, at + 4).equals("IEND"); at += 12 + size(bytes, at)) {
      if (text(bytes, at + 4).equals("eXIf")) {
        return pixels ? OptionalInt.empty() : exif(bytes, at + 8);
      }
      pixels |= text(bytes, at + 4).equals("IDAT");
    }
    return OptionalInt.of(UPRIGHT);
  }

  /** Chunks to the end, each padded to an even size. */
  private static OptionalInt webp(ByteBuffer bytes) {
    for (int at = 12; at < bytes.limit(); at += 8 + (size(bytes, at + 4) + 1 & ~1)) {
      if (text(bytes, at).equals("EXIF")) {
        return exif(bytes, at + 8);
      }
    }
    return OptionalInt.of(UPRIGHT);
  }

  private static int size(ByteBuffer bytes, int at) {
    int size = bytes.getInt(at);
    if (size < 0 || size > bytes.limit()) {
      throw new IndexOutOfBoundsException("a chunk is longer than the file");
    }
    return size;
  }

  private static String text(ByteBuffer bytes, int at) {
    byte[] four = new byte[4];
    bytes.get(at, four);
    return new String(four, StandardCharsets.ISO_8859_1);
  }

  /** The tag in the first directory; what does not begin as TIFF is in doubt. */
  private static OptionalInt exif(ByteBuffer bytes, int tiff) {
    ByteBuffer data = bytes.slice(tiff, bytes.limit() - tiff);
    String order = text(data, 0);
    if (!order.startsWith("II") && !order.startsWith("MM")) {
      return OptionalInt.empty();
    }
    data.order(order.startsWith("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = data.getInt(4);
    int entries = data.getShort(directory) & 0xffff;
    for (int entry = 0; entry < entries; entry++) {
      int at = directory + 2 + entry * 12;
      if ((data.getShort(at) & 0xffff) == TAG) {
        int value = data.getShort(at + 8);
        boolean sound = data.getShort(at + 2) == SHORT && value >= UPRIGHT && value <= MOST;
        return sound ? OptionalInt.of(value) : OptionalInt.empty();
      }
    }
    return OptionalInt.of(UPRIGHT);
  }
}
