package ocelli.jobs.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals a client's secret so that only the session's own id opens it: AES-256-GCM. */
final class Seal {
  private static final int NONCE_BYTES = 12; // NIST SP 800-38D, 8.2
  private static final int TAG_BITS = 128; // same place, 5.2.1.2

  private Seal() {}

  /**
   * Seals.
   *
   * @param client is bound to it: a secret cannot be moved to another client's session
   */
  static byte[] close(SessionId id, String client, String secret, SecureRandom random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, id, client, nonce)
              .doFinal(secret.getBytes(StandardCharsets.UTF_8));
      byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
      return all;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has AES-GCM", e);
    }
  }

  /** What was sealed; empty where it was not with this id and client. */
  static Optional<String> open(SessionId id, String client, byte[] sealed) {
    if (sealed.length < NONCE_BYTES) {
      return Optional.empty();
    }
    try {
      byte[] secret =
          cipher(Cipher.DECRYPT_MODE, id, client, Arrays.copyOf(sealed, NONCE_BYTES))
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return Optional.of(new String(secret, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SessionId id, String client, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(id.key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(client.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
