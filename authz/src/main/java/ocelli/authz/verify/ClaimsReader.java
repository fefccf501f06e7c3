package ocelli.authz.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ocelli.protocol.ClientId;

/** Reads the payload of a token whose signature holds. */
final class ClaimsReader {
  /** Who issues and who is meant: our tokens are for us alone. */
  static final String ISSUER = "ocelli";

  private ClaimsReader() {}

  static Claims read(JsonNode payload) {
    if (!payload.path("iss").asText().equals(ISSUER)) {
      throw new RefusedToken("wrong-type", "issued by another");
    }
    return new Claims(
        client(payload),
        payload.path("jti").asText(),
        second(payload, "iat"),
        second(payload, "exp"),
        payload.path("degraded").asBoolean(false),
        grants(payload.path("grants")),
        act(payload));
  }

  /** One party and no chain: who was acted for cannot be acted for by a third. */
  private static Optional<JsonNode> act(JsonNode payload) {
    Optional<JsonNode> act = Optional.ofNullable(payload.get("act"));
    if (act.isPresent() && (act.get().size() != 1 || !isClient(act.get().path("sub")))) {
      throw new RefusedToken("malformed", "act is not {\"sub\": client}");
    }
    return act;
  }

  private static boolean isClient(JsonNode name) {
    return name.isTextual() && ClientId.isValid(name.textValue());
  }

  private static ClientId client(JsonNode payload) {
    String subject = payload.path("sub").asText();
    if (!ClientId.isValid(subject)) {
      throw new RefusedToken("malformed", "sub is not a client");
    }
    return new ClientId(subject);
  }

  private static Instant second(JsonNode payload, String name) {
    if (!payload.path(name).isIntegralNumber()) {
      throw new RefusedToken("malformed", name + " is not a number of seconds");
    }
    return Instant.ofEpochSecond(payload.path(name).asLong());
  }

  private static Map<String, JsonNode> grants(JsonNode grants) {
    Map<String, JsonNode> read = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> fields = grants.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      read.put(field.getKey(), field.getValue());
    }
    return read;
  }
}
