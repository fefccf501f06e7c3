package ocelli.authz.verify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;

/**
 * Reads a header before any cryptography: exactly the fields and values that our tokens have and a
 * key's name, so neither another algorithm nor {@code zip}, {@code jku}, {@code x5u}, {@code jwk}
 * or {@code crit} reaches the library.
 */
final class TokenHeader {
  static final String AUTHORISATION_TYPE = "at+jwt"; // RFC 9068, 2.1
  static final String AUTHENTICATION_TYPE = "ocelli-authn+jwt";

  static final Map<String, String> SEALED = Map.of("alg", "A256KW", "enc", "A256GCM", "cty", "JWT");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private TokenHeader() {}

  static Map<String, String> signed(String type) {
    return Map.of("alg", "PS256", "typ", type, "cty", "json");
  }

  /**
   * The name of the key in a header that holds exactly the expected fields and a {@code kid}.
   *
   * @param encoded base64url of a JSON object
   */
  static String kid(String encoded, Map<String, String> expected) {
    JsonNode header = json(Base64.getUrlDecoder().decode(encoded));
    if (!header.isObject()) {
      throw new RefusedToken("malformed", "a header is a JSON object");
    }
    for (Iterator<String> names = header.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals("kid") && !expected.containsKey(name)) {
        throw new RefusedToken("wrong-type", "a header field that no token of ours has");
      }
    }
    expected.forEach(
        (name, value) -> {
          if (!header.path(name).isTextual() || !header.path(name).textValue().equals(value)) {
            throw new RefusedToken("wrong-type", name + " is not " + value);
          }
        });
    if (!header.path("kid").isTextual()) {
      throw new RefusedToken("malformed", "kid is missing");
    }
    return header.path("kid").textValue();
  }

  static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new RefusedToken("malformed", "not JSON");
    } catch (IOException e) {
      throw new RefusedToken("malformed", "not readable");
    }
  }
}
