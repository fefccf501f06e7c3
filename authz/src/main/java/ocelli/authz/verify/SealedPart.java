package ocelli.authz.verify;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Opens a JWE in compact form: A256KW and A256GCM with one of the shared keys. */
final class SealedPart {
  private static final Pattern DOT = Pattern.compile("\\.");

  private final KeySource source;
  private final JwtParser parser;

  SealedPart(KeySource source) {
    this.source = source;
    this.parser =
        Jwts.parser()
            .key()
            .clear()
            .add(Jwts.KEY.A256KW)
            .and()
            .enc()
            .clear()
            .add(Jwts.ENC.A256GCM)
            .and()
            .zip()
            .clear()
            .and()
            .keyLocator(header -> key(String.valueOf(header.get("kid"))).key())
            .build();
  }

  /**
   * What a JWE held.
   *
   * @param signed a JWS in compact form, as yet unverified
   * @param retiredAt when the shared key was retired
   */
  record Opened(String signed, Optional<Instant> retiredAt) {}

  Opened open(String compact) {
    String[] parts = DOT.split(compact, -1);
    if (parts.length == 3) {
      throw new RefusedToken("wrong-type", "an authorisation token is sealed");
    }
    if (parts.length != 5) {
      throw new RefusedToken("malformed", "a sealed token has five parts");
    }
    SharedKey key = key(TokenHeader.kid(parts[0], TokenHeader.SEALED));
    return new Opened(new String(opened(compact), StandardCharsets.US_ASCII), key.retiredAt());
  }

  private byte[] opened(String compact) {
    try {
      return parser.parseEncryptedContent(compact).getPayload();
    } catch (JwtException e) {
      throw new RefusedToken("undecryptable", "not sealed with that key, or altered");
    }
  }

  private SharedKey key(String kid) {
    return source
        .keys()
        .encryption(kid)
        .or(() -> source.refreshed().encryption(kid))
        .orElseThrow(() -> new RefusedToken("unknown-key", "sealed with a key that is not ours"));
  }
}
