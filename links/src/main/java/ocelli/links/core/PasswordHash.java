package ocelli.links.core;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A salted, slow hash of a link's password (PBKDF2-HMAC-SHA256): about 0.2 s of one core.
 *
 * @param salt 16 random bytes
 * @param iterations of this hash
 * @param hash 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by matches alone, never by equals
public record PasswordHash(byte[] salt, int iterations, byte[] hash) {
  /** For passwords that people choose (OWASP Password Storage Cheat Sheet, PBKDF2). */
  public static final int ITERATIONS = 600_000;

  private static final int SALT_BYTES = 16; // NIST SP 800-132, 5.1
  private static final int HASH_BITS = 256;

  /** Hashes a password. */
  public static PasswordHash of(String password, RandomGenerator random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new PasswordHash(salt, ITERATIONS, derive(password, salt, ITERATIONS));
  }

  /** Whether it is the hash of that password; in constant time. */
  public boolean matches(String password) {
    return MessageDigest.isEqual(hash, derive(password, salt, iterations));
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    try {
      PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has PBKDF2WithHmacSHA256", e);
    }
  }
}
