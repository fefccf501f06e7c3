package ocelli.links.core;

import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under a key of its own. Thread-safe. */
final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";

  private final ThreadLocal<Mac> macs;

  private KeyedHash(byte[] key) {
    Key secret = new SecretKeySpec(key, ALGORITHM);
    this.macs = ThreadLocal.withInitial(() -> mac(secret)); // keying one costs as much as a hash
  }

  /** A key for one purpose, derived from one for several. */
  static KeyedHash derived(byte[] master, String purpose) {
    byte[] name = purpose.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return new KeyedHash(new KeyedHash(master).of(name));
  }

  /** 32 bytes. */
  byte[] of(byte[] input) {
    return macs.get().doFinal(input);
  }

  private static Mac mac(Key secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HmacSHA256", e);
    }
  }
}
