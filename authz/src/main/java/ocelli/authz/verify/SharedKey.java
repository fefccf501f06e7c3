package ocelli.authz.verify;

import java.time.Instant;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * A key that seals authorisation tokens; authz and all verifying services share it.
 *
 * @param kid names it in a token's header
 * @param key AES-256
 * @param retiredAt tokens issued after this are refused; empty while it is live
 */
public record SharedKey(String kid, SecretKey key, Optional<Instant> retiredAt) {
  /** Only the name: the key is nobody's to read. */
  @Override
  public String toString() {
    return "SharedKey[" + kid + "]";
  }
}
