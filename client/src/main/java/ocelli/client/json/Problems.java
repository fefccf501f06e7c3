package ocelli.client.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ocelli.client.core.Problem;

/** Reads problem+json (RFC 9457) and OAuth 2.0's error answers (RFC 6749, 5.2). */
public final class Problems {
  private static final Set<String> NAMED =
      Set.of("code", "detail", "status", "title", "type", "instance", "error", "error_description");
  private static final int LONGEST_PLAIN = 300;

  private Problems() {}

  /** The problem in an answer's body, whatever it is made of. */
  public static Problem read(String body, int status) {
    return Json.object(body)
        .map(tree -> read(tree, status))
        .orElseGet(
            () -> new Problem(status, "http-" + status, plain(body), Optional.empty(), Map.of()));
  }

  static Problem read(JsonNode tree, int status) {
    JsonNode object = tree.path("error").isObject() ? tree.path("error") : tree;
    int said = status != 0 ? status : (int) Json.optionalNumber(object, "status").orElse(0);
    String code =
        Json.string(object, "code").or(() -> Json.string(object, "error")).orElse("http-" + said);
    String detail =
        Json.string(object, "detail")
            .or(() -> Json.string(object, "error_description"))
            .or(() -> Json.string(object, "title"))
            .orElse("");
    return new Problem(said, code, detail, Optional.empty(), more(object));
  }

  private static Map<String, String> more(JsonNode object) {
    Map<String, String> more = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!NAMED.contains(member.getKey()) && member.getValue().isValueNode()) {
        more.put(member.getKey(), member.getValue().asText());
      }
    }
    return more;
  }

  private static String plain(String body) {
    String text = body.strip();
    return text.length() <= LONGEST_PLAIN ? text : text.substring(0, LONGEST_PLAIN) + "…";
  }
}
