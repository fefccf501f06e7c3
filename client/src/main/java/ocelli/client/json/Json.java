package ocelli.client.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;

/** One mapper for all, and the few ways in which objects are read here. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** A new empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The text of a tree, without white space. */
  public static String text(JsonNode tree) {
    return tree.toString();
  }

  /** Reads a text that must be an object. */
  public static JsonNode read(String text) {
    return object(text).orElseThrow(() -> new UnreadableException("a JSON object", text));
  }

  /** Reads a text as whatever JSON it is. */
  public static JsonNode value(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UnreadableException("JSON", text);
    }
  }

  /** Reads a text that may be an object. */
  public static Optional<JsonNode> object(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** A text member that must be there. */
  public static String required(JsonNode object, String name) {
    return string(object, name)
        .orElseThrow(() -> new UnreadableException("a member \"" + name + "\"", text(object)));
  }

  /** A text member that may be there. */
  public static Optional<String> string(JsonNode object, String name) {
    return Optional.ofNullable(object.get(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  /** A whole number that must be there. */
  public static long number(JsonNode object, String name) {
    return optionalNumber(object, name)
        .orElseThrow(() -> new UnreadableException("a number \"" + name + "\"", text(object)));
  }

  /** A whole number that may be there; one in quotes counts, as proto's JSON writes 64 bit. */
  public static OptionalLong optionalNumber(JsonNode object, String name) {
    JsonNode node = object.path(name);
    if (node.isIntegralNumber()) {
      return OptionalLong.of(node.longValue());
    }
    return node.isTextual() && node.textValue().matches("-?[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(node.textValue()))
        : OptionalLong.empty();
  }
}
