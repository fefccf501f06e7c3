package ocelli.jobs.core;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Whether an image's pixels lie as a person sees them, or are turned by EXIF's orientation. */
public final class Orientation {
  private static final int EXIF_SEGMENT = 0xffe1;
  private static final int SCAN = 0xffda;
  private static final int TAG = 0x0112; // EXIF 2.3, 4.6.4
  private static final int UPRIGHT = 1;

  private Orientation() {}

  /** True for what is no JPEG, has no such tag or says that it is upright; false in doubt. */
  public static boolean isUpright(byte[] content) {
    if (FileType.of(content).filter(type -> type == FileType.JPEG).isEmpty()) {
      return true;
    }
    ByteBuffer bytes = ByteBuffer.wrap(content);
    try {
      for (int at = 2; bytes.getShort(at) != (short) SCAN; at += 2 + length(bytes, at)) {
        if (bytes.getShort(at) == (short) EXIF_SEGMENT && isExif(bytes, at + 4)) {
          return orientation(bytes, at + 10) == UPRIGHT;
        }
      }
      return true;
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }

  private static int length(ByteBuffer bytes, int at) {
    int length = bytes.getShort(at + 2) & 0xffff;
    if (length < 2) {
      throw new IndexOutOfBoundsException("a segment is longer than its length");
    }
    return length;
  }

  private static boolean isExif(ByteBuffer bytes, int at) {
    return bytes.getInt(at) == 0x45786966; // "Exif"
  }

  private static int orientation(ByteBuffer bytes, int tiff) {
    ByteBuffer data = bytes.slice(tiff, bytes.limit() - tiff);
    data.order(data.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = data.getInt(4);
    int entries = data.getShort(directory) & 0xffff;
    for (int entry = 0; entry < entries; entry++) {
      int at = directory + 2 + entry * 12;
      if ((data.getShort(at) & 0xffff) == TAG) {
        return data.getShort(at + 8);
      }
    }
    return UPRIGHT;
  }
}
