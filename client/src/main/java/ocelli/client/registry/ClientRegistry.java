package ocelli.client.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ocelli.client.http.Awaited;
import ocelli.client.http.Call;
import ocelli.client.http.PathSegment;
import ocelli.client.json.Json;
import ocelli.client.token.Authorised;

/** The clients of an Ocelli, as an operator sees them. */
public final class ClientRegistry {
  private static final String CLIENTS = "/authz/clients";

  private final Authorised server;

  /** Calls with an operator's token. */
  public ClientRegistry(Authorised server) {
    this.server = server;
  }

  /** Registers a client; the answer has its secrets, which are never shown again. */
  public Registered add(Registration registration) {
    ObjectNode body = Json.object();
    body.put("client_id", registration.client());
    registration.pushUrl().ifPresent(url -> body.put("push_url", url));
    registration.order().ifPresent(order -> body.put("order", order));
    ObjectNode grants = body.putObject("grants");
    registration.grants().forEach((claim, value) -> grants.set(claim, Json.value(value)));
    return registered(Call.of("POST", CLIENTS).body("application/json", Json.text(body)));
  }

  /** All clients, as the server's JSON. */
  public String list() {
    return exchange(Call.of("GET", CLIENTS));
  }

  /** Gives a client a new webhook secret; the answer as JSON. The one before ends with it. */
  public String rotateWebhook(String client) {
    return exchange(Call.of("POST", path(client) + "/rotate-webhook"));
  }

  /** Gives a client a new secret; the webhook secret stays, and so do the client's tokens. */
  public Registered rotate(String client) {
    return registered(Call.of("POST", path(client) + "/rotate"));
  }

  /** Gives a client a new secret, and ends its other secrets and all its tokens at once. */
  public Registered replace(String client) {
    return registered(Call.of("POST", path(client) + "/rotate?revoke=true"));
  }

  /** Takes a client's rights away. */
  public void revoke(String client) {
    exchange(Call.of("DELETE", path(client)));
  }

  private Registered registered(Call call) {
    String json = exchange(call);
    JsonNode answer = Json.read(json);
    return new Registered(
        Json.required(answer, "client_id"),
        Json.required(answer, "client_secret"),
        Json.string(answer, "webhook_secret"),
        json);
  }

  private String exchange(Call call) {
    return Awaited.of(server.exchange(call));
  }

  private static String path(String client) {
    return CLIENTS + "/" + PathSegment.encoded(client);
  }
}
