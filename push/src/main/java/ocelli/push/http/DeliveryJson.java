package ocelli.push.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ocelli.protocol.ClientId;
import ocelli.push.core.Addressed;
import ocelli.push.core.Delivery;
import ocelli.push.core.Endpoint;

/** Questions about deliveries, and their answers, as JSON. */
final class DeliveryJson {
  private static final int MOST_MESSAGES = 500; // of an image: its tasks' parts, some dozens

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private DeliveryJson() {}

  /**
   * The messages that are asked about; empty where it is no question of ours.
   *
   * @param client whose they are
   */
  static Optional<List<Addressed>> asked(ClientId client, String body) {
    try {
      JsonNode messages = JSON.readTree(body).path("messages");
      List<Addressed> asked = new ArrayList<>();
      for (JsonNode one : messages) {
        if (!one.path("cursor").canConvertToLong()
            || !one.path("generation").canConvertToInt()
            || !one.path("url").isTextual()) {
          return Optional.empty();
        }
        Endpoint endpoint =
            new Endpoint(client.value(), one.path("url").asText(), one.path("generation").asInt());
        asked.add(new Addressed(endpoint, one.path("cursor").asLong()));
      }
      return messages.isArray() && asked.size() <= MOST_MESSAGES
          ? Optional.of(asked)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** In the order of the question. */
  static String answer(List<Addressed> asked, List<Delivery> found) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode messages = body.putArray("messages");
    for (int i = 0; i < asked.size(); i++) {
      ObjectNode one = messages.addObject().put("cursor", asked.get(i).cursor());
      describe(one, found.get(i));
    }
    return body.toString();
  }

  private static void describe(ObjectNode one, Delivery delivery) {
    if (delivery instanceof Delivery.Waiting waiting) {
      one.put("state", "waiting").put("attempts", waiting.attempts());
      waiting.nextTry().ifPresent(at -> one.put("next_try", at.toString()));
    } else if (delivery instanceof Delivery.Dead dead) {
      one.put("state", "dead")
          .put("attempts", dead.attempts())
          .put("reason", dead.reason())
          .put("given_up_at", dead.givenUpAt().toString());
    } else {
      one.put("state", "delivered");
    }
  }
}
