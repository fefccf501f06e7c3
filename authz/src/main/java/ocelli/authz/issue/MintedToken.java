package ocelli.authz.issue;

import java.time.Duration;

/**
 * A new token.
 *
 * @param token compact form
 * @param life how long it is good from now
 */
public record MintedToken(String token, Duration life) {
  /** Only the life: tokens are never logged. */
  @Override
  public String toString() {
    return "MintedToken[" + life + "]";
  }
}
