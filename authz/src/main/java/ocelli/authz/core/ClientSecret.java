package ocelli.authz.core;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * A client's secret in clear: 256 random bits, so that it cannot be guessed, only stolen.
 *
 * @param value URL-safe text
 */
public record ClientSecret(String value) {
  private static final int BYTES = 32;

  /** A new one. */
  public static ClientSecret generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new ClientSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  @Override
  public String toString() {
    return "ClientSecret";
  }
}
