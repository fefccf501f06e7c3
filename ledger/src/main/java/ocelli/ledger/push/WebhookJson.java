package ocelli.ledger.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ocelli.ledger.core.Answer;
import ocelli.ledger.core.Webhook;

/** Push's {@code POST /webhooks/deliveries}, from the asking side. */
final class WebhookJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private WebhookJson() {}

  /** The question: answers with an endpoint. */
  static String question(List<Answer> wanted) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode messages = body.putArray("messages");
    for (Answer answer : wanted) {
      answer
          .endpoint()
          .ifPresent(
              endpoint ->
                  messages
                      .addObject()
                      .put("cursor", answer.place())
                      .put("generation", endpoint.generation())
                      .put("url", endpoint.url()));
    }
    return body.toString();
  }

  /**
   * What push says of each.
   *
   * @throws IllegalStateException where that is not what was asked
   */
  static Map<Answer, Webhook> read(List<Answer> wanted, String body) {
    JsonNode messages = tree(body).path("messages");
    if (messages.size() != wanted.size()) {
      throw new IllegalStateException("push answers something else: " + body);
    }
    Map<Answer, Webhook> webhooks = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      webhooks.put(wanted.get(i), webhook(messages.path(i)));
    }
    return webhooks;
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("push's answer is not JSON", e);
    }
  }

  private static Webhook webhook(JsonNode message) {
    return new Webhook.Known(
        message.path("state").asText(),
        Optional.of(message.path("attempts")).filter(JsonNode::isInt).map(JsonNode::intValue),
        text(message, "next_try").map(Instant::parse),
        text(message, "reason"),
        text(message, "given_up_at").map(Instant::parse));
  }

  private static Optional<String> text(JsonNode message, String field) {
    return Optional.of(message.path(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }
}
