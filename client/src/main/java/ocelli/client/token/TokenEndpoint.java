package ocelli.client.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import ocelli.client.http.Answer;
import ocelli.client.http.Call;
import ocelli.client.http.Transport;
import ocelli.client.json.Json;

/**
 * The two steps from a client's secret to an authorisation token: client_credentials (RFC 6749,
 * 4.4) and token exchange (RFC 8693).
 */
public final class TokenEndpoint {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
  // RFC 6749 leaves expires_in out at will: then take the shortest life that Ocelli gives
  // (degraded, 180 s × 0.5).
  private static final long SHORTEST_LIFE_SECONDS = 90;

  private final Transport transport;
  private final Credentials credentials;
  private final Optional<String> scope;

  /**
   * @param scope narrows what the token allows; empty for all that the client was granted
   */
  public TokenEndpoint(Transport transport, Credentials credentials, Optional<String> scope) {
    this.transport = transport;
    this.credentials = credentials;
    this.scope = scope;
  }

  /** A fresh authorisation token. */
  public CompletableFuture<Issued> issue() {
    return issued(authenticate())
        .thenCompose(authentication -> issued(exchange(authentication.token())));
  }

  private Call authenticate() {
    return form("/authn/token", Map.of("grant_type", "client_credentials"))
        .header("Authorization", "Basic " + basic());
  }

  private Call exchange(String authentication) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("grant_type", EXCHANGE);
    fields.put("subject_token", authentication);
    fields.put("subject_token_type", ACCESS_TOKEN);
    scope.ifPresent(narrowed -> fields.put("scope", narrowed));
    return form("/authz/token", fields);
  }

  private CompletableFuture<Issued> issued(Call call) {
    return transport.exchange(call).thenApply(TokenEndpoint::read);
  }

  private static Issued read(Answer response) {
    JsonNode answer = Json.read(response.success());
    long seconds = Json.optionalNumber(answer, "expires_in").orElse(SHORTEST_LIFE_SECONDS);
    return new Issued(Json.required(answer, "access_token"), Duration.ofSeconds(seconds));
  }

  private static Call form(String path, Map<String, String> fields) {
    return Call.of("POST", path)
        .header("Accept", "application/json")
        .body(
            FORM,
            fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&")));
  }

  /** Both parts are form-encoded before they are joined (RFC 6749, 2.3.1). */
  private String basic() {
    String pair = encoded(credentials.client()) + ":" + encoded(credentials.secret());
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * A token and how long it lives from now.
   *
   * @param token the token
   * @param life as expires_in says
   */
  public record Issued(String token, Duration life) {
    @Override
    public String toString() {
      return "Issued[life=" + life + "]";
    }
  }
}
