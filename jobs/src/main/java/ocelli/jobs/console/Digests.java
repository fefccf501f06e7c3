package ocelli.jobs.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names content. */
final class Digests {
  private static final int SHOWN_BYTES = 8; // two builds of ours differ in the first 64 bits

  private Digests() {}

  /** The beginning of the SHA-256, in hexadecimal. */
  static String short256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
