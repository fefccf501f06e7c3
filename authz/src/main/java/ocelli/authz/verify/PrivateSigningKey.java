package ocelli.authz.verify;

import java.security.PrivateKey;

/**
 * A key that tokens are signed with.
 *
 * @param kid names it in a token's header
 * @param key RSA
 */
public record PrivateSigningKey(String kid, PrivateKey key) {
  /** Only the name: a private key's own text shows its exponent. */
  @Override
  public String toString() {
    return "PrivateSigningKey[" + kid + "]";
  }
}
