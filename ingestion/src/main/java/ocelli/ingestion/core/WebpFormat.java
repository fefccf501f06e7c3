package ocelli.ingestion.core;

import java.util.Optional;

/** WebP (RFC 9649): RIFF with a first chunk VP8 (lossy), VP8L (lossless) or VP8X (extended). */
record WebpFormat() implements ImageFormat {
  private static final int DATA = 20; // after RIFF, size, WEBP, the chunk's name and size
  private static final int FOURTEEN_BITS = 0x3fff;

  @Override
  public String mimeType() {
    return "image/webp";
  }

  @Override
  public boolean begins(Octets bytes) {
    return bytes.says(0, "RIFF") && bytes.says(8, "WEBP");
  }

  @Override
  public Optional<Claim> read(Octets bytes) {
    if (bytes.says(12, "VP8X")) {
      return extended(bytes);
    }
    if (bytes.says(12, "VP8L")) {
      return lossless(bytes);
    }
    return bytes.says(12, "VP8 ") ? lossy(bytes) : Optional.empty();
  }

  private static Optional<Claim> extended(Octets bytes) {
    return bytes.has(DATA + 10)
        ? Optional.of(new Claim(1L + bytes.little24(DATA + 4), 1L + bytes.little24(DATA + 7), 1))
        : Optional.empty();
  }

  private static Optional<Claim> lossless(Octets bytes) {
    if (!bytes.has(DATA + 5) || bytes.at(DATA) != 0x2f) {
      return Optional.empty();
    }
    long packed = bytes.little32(DATA + 1);
    return Optional.of(
        new Claim(1 + (packed & FOURTEEN_BITS), 1 + (packed >> 14 & FOURTEEN_BITS), 1));
  }

  private static Optional<Claim> lossy(Octets bytes) {
    boolean keyFrame = (bytes.at(DATA) & 1) == 0 && bytes.says(DATA + 3, "\u009d\u0001*");
    return keyFrame && bytes.has(DATA + 10)
        ? Optional.of(
            new Claim(
                bytes.little16(DATA + 6) & FOURTEEN_BITS,
                bytes.little16(DATA + 8) & FOURTEEN_BITS,
                1))
        : Optional.empty();
  }
}
