package ocelli.authz.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SignatureException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads a JWS in compact form, signed by PS256 with one of a key set's public keys. */
final class SignedPart {
  private static final Pattern DOT = Pattern.compile("\\.");

  private final KeySource source;
  private final BiFunction<KeySet, String, Optional<PublicSigningKey>> byKid;
  private final String type;
  private final JwtParser parser;

  SignedPart(
      KeySource source, BiFunction<KeySet, String, Optional<PublicSigningKey>> byKid, String type) {
    this.source = source;
    this.byKid = byKid;
    this.type = type;
    this.parser =
        Jwts.parser()
            .sig()
            .clear()
            .add(Jwts.SIG.PS256)
            .and()
            .zip()
            .clear()
            .and()
            .keyLocator(header -> key(String.valueOf(header.get("kid"))).key())
            .build();
  }

  /** The payload of a token whose signature holds. */
  JsonNode read(String compact) {
    String[] parts = DOT.split(compact, -1);
    if (parts.length != 3) {
      throw new RefusedToken("malformed", "a signed token has three parts");
    }
    PublicSigningKey key = key(TokenHeader.kid(parts[0], TokenHeader.signed(type)));
    JsonNode payload = TokenHeader.json(verified(compact));
    refuseIssuedAfter(key.retiredAt(), payload);
    return payload;
  }

  /** A retired key goes on verifying what it signed while it was live, and nothing newer. */
  static void refuseIssuedAfter(Optional<Instant> retiredAt, JsonNode payload) {
    long issuedAt = payload.path("iat").asLong(Long.MAX_VALUE);
    if (retiredAt.filter(at -> issuedAt > at.getEpochSecond()).isPresent()) {
      throw new RefusedToken("retired-key", "issued after its key was retired");
    }
  }

  private byte[] verified(String compact) {
    try {
      return parser.parseSignedContent(compact).getPayload();
    } catch (SignatureException e) {
      throw new RefusedToken("bad-signature", "the signature does not hold");
    }
  }

  private PublicSigningKey key(String kid) {
    return byKid
        .apply(source.keys(), kid)
        .or(() -> byKid.apply(source.refreshed(), kid))
        .orElseThrow(() -> new RefusedToken("unknown-key", "signed with a key that is not ours"));
  }
}
