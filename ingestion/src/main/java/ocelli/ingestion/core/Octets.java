package ocelli.ingestion.core;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Reads numbers out of bytes. Past the end every byte reads as 0; a reader asks {@link #has} where
 * that matters.
 */
final class Octets {
  private final byte[] bytes;

  Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  int size() {
    return bytes.length;
  }

  /** Whether all bytes before the offset are there. */
  boolean has(int end) {
    return end <= bytes.length;
  }

  /** 8 bits. */
  int at(int offset) {
    return offset < bytes.length ? bytes[offset] & 0xff : 0;
  }

  /** 16 bits, the high byte first. */
  int big16(int offset) {
    return at(offset) << 8 | at(offset + 1);
  }

  /** 32 bits without sign, the high byte first. */
  long big32(int offset) {
    return (long) big16(offset) << 16 | big16(offset + 2);
  }

  /** 16 bits, the low byte first. */
  int little16(int offset) {
    return at(offset + 1) << 8 | at(offset);
  }

  /** 24 bits, the low byte first. */
  int little24(int offset) {
    return at(offset + 2) << 16 | little16(offset);
  }

  /** 32 bits without sign, the low byte first. */
  long little32(int offset) {
    return (long) little16(offset + 2) << 16 | little16(offset);
  }

  /** Whether these Latin-1 characters stand at the offset. */
  boolean says(int offset, String text) {
    byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
    if (!has(offset + expected.length)) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (bytes[offset + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** CRC-32 of a range that is there. */
  long crc32(int offset, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, offset, length);
    return crc.getValue();
  }
}
