package ocelli.authz.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import ocelli.authz.core.DeliveryOrder;
import ocelli.authz.core.PushTarget;
import ocelli.authz.core.PushUrlRules;
import ocelli.authz.grants.Grants;
import ocelli.authz.grants.Registration;
import ocelli.protocol.ClientId;
import ocelli.runtime.http.Problem;

/**
 * Reads the body of {@code POST /authz/clients}: {@code {"client_id", "grants", "push_url",
 * "order"}}, of which all but the first may be absent.
 */
final class RegistrationRequest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PushUrlRules urls;

  RegistrationRequest(PushUrlRules urls) {
    this.urls = urls;
  }

  /** What the body was. */
  sealed interface Reading {}

  record Read(Registration registration) implements Reading {}

  record Bad(Problem problem) implements Reading {}

  Reading read(String body, Instant now) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return new Bad(Problem.of(400, "bad-json", "The body is not JSON"));
    }
    return problem(json).<Reading>map(Bad::new).orElseGet(() -> new Read(registration(json, now)));
  }

  private Optional<Problem> problem(JsonNode json) {
    if (!ClientId.isValid(json.path("client_id").asText())) {
      return bad("client_id", "client_id: 1 to 64 of [A-Za-z0-9._~-]");
    }
    Optional<String> grants = grants(json).flatMap(Grants::refusal);
    if (grants.isPresent()) {
      return bad("grants", grants.get());
    }
    Optional<String> url = text(json, "push_url").flatMap(urls::refusal);
    if (url.isPresent()) {
      return bad("push_url", "push_url: " + url.get());
    }
    return text(json, "order").filter(order -> DeliveryOrder.parse(order).isEmpty()).isPresent()
        ? bad("order", "order: per-transaction, strict or parallel")
        : Optional.empty();
  }

  private static Optional<Problem> bad(String field, String detail) {
    return Optional.of(Refusals.badField(field, detail));
  }

  private static Registration registration(JsonNode json, Instant now) {
    DeliveryOrder order =
        text(json, "order").flatMap(DeliveryOrder::parse).orElse(DeliveryOrder.PER_TRANSACTION);
    return new Registration(
        new ClientId(json.path("client_id").asText()),
        grants(json).map(Grants::of).orElseGet(Grants::none),
        text(json, "push_url").map(url -> new PushTarget(url, 1, order)),
        now);
  }

  private static Optional<JsonNode> grants(JsonNode json) {
    return json.hasNonNull("grants") ? Optional.of(json.get("grants")) : Optional.empty();
  }

  private static Optional<String> text(JsonNode json, String name) {
    return json.hasNonNull(name) ? Optional.of(json.get(name).asText()) : Optional.empty();
  }
}
