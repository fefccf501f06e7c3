package ocelli.ingestion.core;

import java.util.Optional;

/** PNG (ISO/IEC 15948): the signature, then the chunk IHDR. */
record PngFormat() implements ImageFormat {
  private static final int IHDR_TYPE = 12;
  private static final int IHDR_LENGTH = 13;
  private static final int IHDR_CRC = 29;

  @Override
  public String mimeType() {
    return "image/png";
  }

  @Override
  public boolean begins(Octets bytes) {
    return bytes.says(0, "\u0089PNG\r\n\u001a\n");
  }

  @Override
  public Optional<Claim> read(Octets bytes) {
    boolean whole =
        bytes.has(IHDR_CRC + 4)
            && bytes.big32(8) == IHDR_LENGTH
            && bytes.says(IHDR_TYPE, "IHDR")
            && bytes.crc32(IHDR_TYPE, 4 + IHDR_LENGTH) == bytes.big32(IHDR_CRC);
    return whole && knownPixel(bytes.at(24), bytes.at(25))
        ? Optional.of(new Claim(bytes.big32(16), bytes.big32(20), 1))
        : Optional.empty();
  }

  /** The bit depths that each colour type allows (table 11.1 of the standard). */
  private static boolean knownPixel(int depth, int colourType) {
    boolean powerOfTwo = depth >= 1 && depth <= 16 && Integer.bitCount(depth) == 1;
    return switch (colourType) {
      case 0 -> powerOfTwo;
      case 3 -> powerOfTwo && depth <= 8;
      case 2, 4, 6 -> depth == 8 || depth == 16;
      default -> false;
    };
  }
}
