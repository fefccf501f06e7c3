package ocelli.jobs.send;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import ocelli.client.core.RetrySchedule;
import ocelli.client.http.Call;
import ocelli.client.http.Pauses;
import ocelli.client.http.ProblemException;
import ocelli.client.http.Retries;
import ocelli.client.http.RetryListener;
import ocelli.client.http.Transport;
import ocelli.client.json.Json;
import ocelli.client.token.Credentials;
import ocelli.client.token.RenewedTokens;
import ocelli.client.token.TokenEndpoint;
import ocelli.client.token.TokenSource;

/**
 * Exchanges an owner's token for one by which the jobs act for that owner (RFC 8693 with {@code
 * act}): it grants what both may, of what a job needs. Safe for several threads.
 */
public final class ActingTokens {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
  // A person waits for the 202: one quick second try, then a clear 503.
  private static final RetrySchedule PATIENCE =
      new RetrySchedule(Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(1));
  private static final Duration CALL = Duration.ofSeconds(5); // signing takes milliseconds

  private final Transport transport;
  private final Credentials credentials;
  private final String scope;
  private final TokenSource authentication;

  /**
   * @param base where authz is reached
   * @param scope claim patterns that a job can use, separated by spaces
   */
  public ActingTokens(URI base, Credentials credentials, String scope, Clock clock) {
    SecureRandom random = new SecureRandom();
    Retries retries = new Retries(PATIENCE, clock, random, Pauses.real(), RetryListener.silent());
    this.transport = new Transport(base, CALL, CALL, retries);
    this.credentials = credentials;
    this.scope = scope;
    this.authentication = new RenewedTokens(this::authenticate, clock, random);
  }

  /** What became of an exchange. */
  public sealed interface Exchanged {}

  /** A token. */
  public record Given(String token) implements Exchanged {
    @Override
    public String toString() {
      return "Given";
    }
  }

  /** The owner's token is no longer good. */
  public record BadOwner() implements Exchanged {}

  /** The owner may do nothing that a job needs. */
  public record NothingGranted() implements Exchanged {}

  /** Nobody knows now. */
  public record Away(String reason) implements Exchanged {}

  /** Exchanges; always an answer. */
  public CompletionStage<Exchanged> exchange(String ownerToken) {
    return authentication
        .token()
        .thenCompose(own -> transport.exchange(call(own, ownerToken)))
        .thenApply(answer -> Json.required(Json.read(answer.success()), "access_token"))
        .handle((token, failure) -> failure == null ? new Given(token) : refused(failure));
  }

  private static Exchanged refused(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof ProblemException refusal) {
      return switch (refusal.problem().code()) {
        case "invalid_grant" -> new BadOwner();
        case "invalid_scope" -> new NothingGranted();
        default -> new Away(refusal.problem().sentence());
      };
    }
    return new Away(String.valueOf(cause.getMessage()));
  }

  private Call call(String own, String ownerToken) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("grant_type", EXCHANGE);
    fields.put("subject_token", own);
    fields.put("subject_token_type", ACCESS_TOKEN);
    fields.put("actor_token", ownerToken);
    fields.put("actor_token_type", ACCESS_TOKEN);
    fields.put("scope", scope);
    return Call.of("POST", "/authz/token")
        .header("Accept", "application/json")
        .body(FORM, form(fields));
  }

  private CompletableFuture<TokenEndpoint.Issued> authenticate() {
    String pair = encoded(credentials.client()) + ":" + encoded(credentials.secret());
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    Call call =
        Call.of("POST", "/authn/token")
            .header("Accept", "application/json")
            .header("Authorization", "Basic " + basic)
            .body(FORM, form(Map.of("grant_type", "client_credentials")));
    return transport.exchange(call).thenApply(answer -> issued(Json.read(answer.success())));
  }

  private static TokenEndpoint.Issued issued(JsonNode answer) {
    return new TokenEndpoint.Issued(
        Json.required(answer, "access_token"),
        Duration.ofSeconds(Json.number(answer, "expires_in")));
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
