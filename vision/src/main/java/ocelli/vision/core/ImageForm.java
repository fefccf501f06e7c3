package ocelli.vision.core;

import java.util.Optional;

/** The forms of image that are decoded, told by their first bytes. */
public enum ImageForm {
  PNG,
  JPEG,
  WEBP,
  GIF;

  /** The form of these bytes; empty where it is none of them, and then nothing decodes them. */
  public static Optional<ImageForm> of(byte[] image) {
    if (starts(image, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return Optional.of(PNG);
    }
    if (starts(image, 0, 0xff, 0xd8, 0xff)) {
      return Optional.of(JPEG);
    }
    if (starts(image, 0, 'R', 'I', 'F', 'F') && starts(image, 8, 'W', 'E', 'B', 'P')) {
      return Optional.of(WEBP);
    }
    return starts(image, 0, 'G', 'I', 'F', '8') ? Optional.of(GIF) : Optional.empty();
  }

  private static boolean starts(byte[] image, int at, int... magic) {
    if (image.length < at + magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((image[at + i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
