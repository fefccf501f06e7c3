package ocelli.jobs.http;

import ocelli.authz.verify.Claims;
import ocelli.protocol.ClientId;

/**
 * Who asks.
 *
 * @param claims of the token
 * @param token as presented
 */
record Owner(Claims claims, String token) {
  ClientId client() {
    return claims.client();
  }

  @Override
  public String toString() {
    return "Owner[" + client() + "]";
  }
}
