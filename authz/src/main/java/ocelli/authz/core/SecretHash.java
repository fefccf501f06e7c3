package ocelli.authz.core;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A salted hash of a client's secret (PBKDF2-HMAC-SHA256).
 *
 * @param salt 16 random bytes
 * @param iterations of this hash
 * @param hash 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by matches alone, never by equals
public record SecretHash(byte[] salt, int iterations, byte[] hash) {
  // 256 random bits need no stretching; this makes a stolen table costly even for weak ones that an
  // operator brought along, at about 5 ms a login (a person's password would need 600,000: OWASP).
  private static final int ITERATIONS = 10_000;
  private static final int SALT_BYTES = 16; // NIST SP 800-132, 5.1
  private static final int HASH_BITS = 256;

  /** Hashes a secret. */
  public static SecretHash of(ClientSecret secret, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new SecretHash(salt, ITERATIONS, derive(secret, salt, ITERATIONS));
  }

  /** Whether it is the hash of that secret; in constant time. */
  public boolean matches(ClientSecret secret) {
    return MessageDigest.isEqual(hash, derive(secret, salt, iterations));
  }

  private static byte[] derive(ClientSecret secret, byte[] salt, int iterations) {
    try {
      PBEKeySpec spec = new PBEKeySpec(secret.value().toCharArray(), salt, iterations, HASH_BITS);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has PBKDF2WithHmacSHA256", e);
    }
  }
}
