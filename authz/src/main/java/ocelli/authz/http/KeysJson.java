package ocelli.authz.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import ocelli.authz.verify.KeySet;
import ocelli.authz.verify.PublicSigningKey;

/** The public signing keys as a JWK set (RFC 7517; RSA by RFC 7518, 6.3). */
final class KeysJson {
  private KeysJson() {}

  static ObjectNode of(KeySet keys) {
    ObjectNode set = Answers.object();
    ArrayNode list = set.putArray("keys");
    keys.authorisation().forEach(key -> list.add(json(key)));
    keys.authentication().forEach(key -> list.add(json(key)));
    return set;
  }

  private static ObjectNode json(PublicSigningKey key) {
    return Answers.object()
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "PS256")
        .put("kid", key.kid())
        .put("n", unsigned(key.key().getModulus()))
        .put("e", unsigned(key.key().getPublicExponent()));
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] magnitude = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
  }
}
