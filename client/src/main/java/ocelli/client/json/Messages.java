package ocelli.client.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import ocelli.client.core.Acknowledgement;
import ocelli.client.core.Message;

/** Reads delivered messages and acknowledgements. */
public final class Messages {
  private Messages() {}

  /** The message that a webhook's body or a firehose's line is. */
  public static Message message(String json) {
    return message(Json.read(json), json);
  }

  static Message message(JsonNode tree, String json) {
    return new Message(
        Json.required(tree, "id"),
        Json.required(tree, "type"),
        instant(Json.required(tree, "timestamp")),
        Json.number(tree, "cursor"),
        Json.optionalNumber(tree, "previous"),
        Json.required(tree, "transaction"),
        Json.string(tree, "image"),
        json);
  }

  /** The data of a message: proto's JSON mapping of its type. */
  public static JsonNode data(Message message) {
    return Json.read(message.json()).path("data");
  }

  /** The answer to an image. */
  public static Acknowledgement acknowledgement(String json) {
    JsonNode tree = Json.read(json);
    return new Acknowledgement(
        Json.required(tree, "transaction"),
        Json.required(tree, "image"),
        Json.required(tree, "sha256"),
        Json.number(tree, "bytes"),
        (int) Json.number(tree, "width"),
        (int) Json.number(tree, "height"),
        tree.path("webhook").asBoolean(true),
        json);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new UnreadableException("a time in ISO 8601", text);
    }
  }
}
