package ocelli.ingestion.core;

import java.util.Optional;

/**
 * JPEG (ITU T.81): the size stands in the frame header, and the scans stand all over the file, so
 * the markers of the whole body are walked, once and without looking into the entropy-coded data.
 * Like decoders, the walk skips what is no marker and ends at the end of the image.
 */
record JpegFormat() implements ImageFormat {
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_IMAGE = 0xd8;
  private static final int START_OF_SCAN = 0xda;
  private static final int NONE = -1;

  @Override
  public String mimeType() {
    return "image/jpeg";
  }

  @Override
  public boolean begins(Octets bytes) {
    return bytes.says(0, "\u00ff\u00d8\u00ff");
  }

  @Override
  public Optional<Claim> read(Octets bytes) {
    Optional<Claim> frame = Optional.empty();
    int scans = 0;
    for (int at = marker(bytes, 2); at != NONE; at = marker(bytes, afterSegment(bytes, at))) {
      int kind = bytes.at(at);
      if (kind == END_OF_IMAGE) {
        break;
      }
      boolean broken = kind == START_OF_IMAGE || (isFrame(kind) && frame.isPresent());
      boolean early = kind == START_OF_SCAN && frame.isEmpty();
      if (broken || early) {
        return Optional.empty();
      }
      if (isFrame(kind)) {
        frame = frame(bytes, at);
        if (frame.isEmpty()) {
          return frame;
        }
      }
      scans += kind == START_OF_SCAN ? 1 : 0;
    }
    int counted = scans;
    return frame.map(size -> new Claim(size.width(), size.height(), counted));
  }

  /** Where the next marker's second byte stands, from an offset on. */
  private static int marker(Octets bytes, int from) {
    for (int i = from; bytes.has(i + 2); i++) {
      int second = bytes.at(i + 1);
      if (bytes.at(i) == 0xff && second != 0 && second != 0xff) { // 0: a stuffed byte, 0xff: fill
        return i + 1;
      }
    }
    return NONE;
  }

  private static int afterSegment(Octets bytes, int at) {
    return at + 1 + (standsAlone(bytes.at(at)) ? 0 : Math.max(2, bytes.big16(at + 1)));
  }

  /** Restart markers and TEM have no length. */
  private static boolean standsAlone(int kind) {
    return (kind >= 0xd0 && kind <= 0xd7) || kind == 0x01;
  }

  /** SOF0 to SOF15; DHT, JPG and DAC stand among them. */
  private static boolean isFrame(int kind) {
    return kind >= 0xc0 && kind <= 0xcf && kind != 0xc4 && kind != 0xc8 && kind != 0xcc;
  }

  private static Optional<Claim> frame(Octets bytes, int at) {
    int components = bytes.at(at + 8);
    boolean whole = bytes.has(at + 9) && bytes.big16(at + 1) == 8 + 3 * components;
    return whole && components >= 1 && components <= 4
        ? Optional.of(new Claim(bytes.big16(at + 6), bytes.big16(at + 4), 0))
        : Optional.empty();
  }
}
