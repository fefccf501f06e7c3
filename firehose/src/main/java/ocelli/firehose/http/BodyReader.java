package ocelli.firehose.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ocelli.firehose.core.Filter;
import ocelli.firehose.core.From;

/** Reads the JSON of a POST; an empty body asks for everything from now on. */
final class BodyReader {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private BodyReader() {}

  static Opening read(String body) {
    JsonNode tree = body.isBlank() ? JSON.createObjectNode() : parsed(body);
    onlyKnown("", tree, Set.of("from", "max_rate", "max_bytes_rate", "filters"));
    return new Opening(
        from(tree.path("from")),
        rate(tree, "max_rate"),
        rate(tree, "max_bytes_rate"),
        filter(tree.path("filters")));
  }

  private static JsonNode parsed(String body) {
    try {
      JsonNode tree = JSON.readTree(body);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      throw new BadField("body", "not JSON: " + e.getOriginalMessage());
    }
    throw new BadField("body", "a JSON object");
  }

  private static void onlyKnown(String within, JsonNode tree, Set<String> known) {
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      if (!known.contains(member.getKey())) {
        throw new BadField(within + member.getKey(), "there is no such field");
      }
    }
  }

  private static From from(JsonNode from) {
    if (from.isMissingNode() || from.isNull()) {
      return new From.Latest();
    }
    if (from.isIntegralNumber() && from.canConvertToLong()) {
      return Fields.cursor("from", from.longValue());
    }
    return Fields.from(from.asText());
  }

  private static double rate(JsonNode tree, String field) {
    JsonNode rate = tree.path(field);
    if (rate.isMissingNode() || rate.isNull()) {
      return Double.POSITIVE_INFINITY;
    }
    return Fields.rate(field, rate.isNumber() ? rate.doubleValue() : Double.NaN);
  }

  private static Filter filter(JsonNode filters) {
    if (filters.isMissingNode() || filters.isNull()) {
      return Filter.NONE;
    }
    if (!filters.isObject()) {
      throw new BadField("filters", "a JSON object");
    }
    onlyKnown("filters.", filters, Set.of("types", "transactions"));
    return new Filter(
        Fields.types("filters.types", texts(filters, "types")),
        Fields.transactions("filters.transactions", texts(filters, "transactions")));
  }

  private static List<String> texts(JsonNode filters, String name) {
    JsonNode array = filters.path(name);
    if (array.isMissingNode() || array.isNull()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.isTextual() ? text.textValue() : ""));
    if (!array.isArray()) {
      throw new BadField("filters." + name, "a list of texts");
    }
    return texts;
  }
}
