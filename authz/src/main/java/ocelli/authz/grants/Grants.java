package ocelli.authz.grants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ocelli.authz.verify.ClaimPattern;

/**
 * Claim patterns and their values: {@code true}, {@code false} or a service's settings.
 *
 * @param byPattern in the order of registration
 */
public record Grants(Map<String, JsonNode> byPattern) {
  /** Set by a webhook address, never granted by itself. */
  public static final String PUSH = "push-1";

  // What is left of 4,096 characters for grants: two encodings of 4/3, a signature of 512
  // characters,
  // headers, the other claims, and a webhook address of 500.
  private static final int MAX_BYTES = 800;
  private static final ObjectMapper JSON = new ObjectMapper();

  public Grants {
    byPattern = Collections.unmodifiableMap(new LinkedHashMap<>(byPattern));
  }

  /** Nothing. */
  public static Grants none() {
    return new Grants(Map.of());
  }

  /** Those of a JSON object that was checked when it was registered. */
  public static Grants of(JsonNode object) {
    Map<String, JsonNode> grants = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      grants.put(field.getKey(), field.getValue());
    }
    return new Grants(grants);
  }

  /** Those of a JSON text that was checked when it was registered. */
  public static Grants parse(String json) {
    try {
      return of(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored grants are not JSON", e);
    }
  }

  /** Why a JSON value cannot be registered; empty where it can. */
  public static Optional<String> refusal(JsonNode value) {
    if (!value.isObject()) {
      return Optional.of("grants: an object of claim patterns and their values");
    }
    Set<ClaimPattern> seen = new HashSet<>();
    for (Map.Entry<String, JsonNode> grant : of(value).byPattern().entrySet()) {
      Optional<ClaimPattern> pattern = ClaimPattern.parse(grant.getKey());
      if (pattern.isEmpty()) {
        return Optional.of("grants: not a claim pattern such as ocr-1.*: " + grant.getKey());
      }
      if (pattern.get().name().equals("push")) {
        return Optional.of("grants: " + PUSH + " comes from push_url");
      }
      if (!seen.add(pattern.get())) {
        return Optional.of("grants: named twice: " + pattern.get());
      }
      if (!grant.getValue().isBoolean() && !grant.getValue().isObject()) {
        return Optional.of("grants: true, false or an object, for " + grant.getKey());
      }
    }
    return value.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES
        ? Optional.of(
            "grants: at most " + MAX_BYTES + " bytes of JSON, for a token has to carry it")
        : Optional.empty();
  }

  /** Whether a token can carry them. */
  public boolean fitIntoToken() {
    return json().toString().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  /** The same as a JSON object. */
  public ObjectNode json() {
    ObjectNode object = JSON.createObjectNode();
    byPattern.forEach(object::set);
    return object;
  }

  /** The same and one more. */
  Grants with(String pattern, JsonNode value) {
    Map<String, JsonNode> more = new LinkedHashMap<>(byPattern);
    more.put(pattern, value);
    return new Grants(more);
  }
}
