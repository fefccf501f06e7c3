package ocelli.authz.issue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsonwebtoken.Jwts;
import ocelli.authz.verify.PrivateSigningKey;

/** Signs JSON: a JWS in compact form by PS256. */
final class Signature {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Signature() {}

  static String sign(ObjectNode payload, PrivateSigningKey key, String type) {
    try {
      return Jwts.builder()
          .header()
          .keyId(key.kid())
          .type(type)
          .and()
          .content(JSON.writeValueAsBytes(payload), "json")
          .signWith(key.key(), Jwts.SIG.PS256)
          .compact();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("claims that are not JSON", e);
    }
  }
}
