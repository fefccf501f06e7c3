package ocelli.client.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ocelli.client.core.Message;
import ocelli.client.json.Json;
import ocelli.client.json.Messages;

/** What a message says, for people. */
final class Finding {
  private static final int LONGEST_TEXT = 44;

  private Finding() {}

  /** In a few words, on one line. */
  static String of(Message message) {
    JsonNode data = Messages.data(message);
    if (Task.isFailed(message)) {
      return "could not look: " + Json.string(data, "code").orElse("no reason given");
    }
    if (Task.isSummary(message)) {
      return Json.string(data, "sentence").orElse("");
    }
    return Task.of(message).map(task -> of(task, data)).orElse(message.type());
  }

  static String of(Task task, JsonNode data) {
    return switch (task) {
      case FACES -> count(data.path("faces").size(), "face");
      case TEXT -> quoted(data.path("text").asText());
      case CODES -> data.path("codes").isEmpty() ? "none" : String.join(", ", codes(data));
      case QUALITY ->
          String.format(
              Locale.ROOT,
              "%d × %d, sharp %.0f",
              data.path("width").asInt(),
              data.path("height").asInt(),
              data.path("sharpness").asDouble());
    };
  }

  /** The codes of a result or a summary, as "EAN_13 4006381333931". */
  static List<String> codes(JsonNode data) {
    List<String> codes = new ArrayList<>();
    data.path("codes")
        .forEach(
            code -> codes.add(code.path("symbology").asText() + " " + code.path("text").asText()));
    return codes;
  }

  private static String quoted(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.isEmpty() ? "none" : "“" + shortened(line, LONGEST_TEXT) + "”";
  }

  /** At most so many characters, the last an ellipsis where some are left out. */
  static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  private static String count(int number, String thing) {
    return switch (number) {
      case 0 -> "none";
      case 1 -> "1 " + thing;
      default -> number + " " + thing + "s";
    };
  }
}
