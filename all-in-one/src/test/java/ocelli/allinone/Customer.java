package ocelli.allinone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A client of Ocelli with nothing but HTTP: registered by the operator, sends, reads the firehose.
 */
final class Customer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final int REFUSALS = 20; // a loaded broker is back within seconds
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String id;
  private final String secret;
  private final Optional<String> webhookSecret;

  private Customer(String id, String secret, Optional<String> webhookSecret) {
    this.id = id;
    this.secret = secret;
    this.webhookSecret = webhookSecret;
  }

  /** Registers a client with all tasks. */
  static Customer register(UpProcess ocelli, String id, Optional<String> pushUrl) throws Exception {
    ObjectNode grants = JSON.createObjectNode();
    Stream.of("ingest-1.*", "ocr-*", "codes-1.*", "quality-1.*", "summary-1.*", "firehose-1.*")
        .forEach(claim -> grants.put(claim, true));
    grants.putObject("faceextract-1.*").put("identity", true);
    return register(ocelli, id, pushUrl, grants);
  }

  /** Registers a client without webhooks, with just these claims. */
  static Customer register(UpProcess ocelli, String id, ObjectNode grants) throws Exception {
    return register(ocelli, id, Optional.empty(), grants);
  }

  private static Customer register(
      UpProcess ocelli, String id, Optional<String> pushUrl, ObjectNode grants) throws Exception {
    ObjectNode body = JSON.createObjectNode().put("client_id", id);
    pushUrl.ifPresent(url -> body.put("push_url", url));
    body.set("grants", grants);
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(ocelli.url().resolve("/authz/clients"))
                .header("Authorization", "Bearer " + ocelli.operator().get("token").asText())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .timeout(PATIENCE)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    require(response, 201);
    JsonNode made = JSON.readTree(response.body());
    return new Customer(
        id,
        made.get("client_secret").asText(),
        Optional.ofNullable(made.get("webhook_secret")).map(JsonNode::asText));
  }

  /** As {@code client add} prints them. */
  String credentials() {
    return JSON.createObjectNode().put("client_id", id).put("client_secret", secret).toString();
  }

  String webhookSecret() {
    return webhookSecret.orElseThrow();
  }

  /** A new authorisation token. */
  String token(URI base) throws Exception {
    String basic =
        Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> authenticated =
        HTTP.send(
            form(base.resolve("/authn/token"), Map.of("grant_type", "client_credentials"))
                .header("Authorization", "Basic " + basic)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    require(authenticated, 200);
    HttpResponse<String> authorised =
        HTTP.send(
            form(
                    base.resolve("/authz/token"),
                    Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                            JSON.readTree(authenticated.body()).get("access_token").asText(),
                        "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    require(authorised, 200);
    return JSON.readTree(authorised.body()).get("access_token").asText();
  }

  private static HttpRequest.Builder form(URI uri, Map<String, String> fields) {
    String body =
        String.join(
            "&",
            fields.entrySet().stream()
                .map(
                    field ->
                        field.getKey()
                            + "="
                            + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .toList());
    return HttpRequest.newBuilder(uri)
        .timeout(PATIENCE)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** Posts an image; any answer, none where the server was away. */
  static Optional<HttpResponse<String>> post(
      URI base, String token, String transaction, int of, String key, byte[] image)
      throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/images/" + transaction + "?of=" + of))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofByteArray(image))
            .build();
    try {
      return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * An image that was taken.
   *
   * @param refusals how often it was refused before; each time it may have been worked on all the
   *     same
   */
  record Accepted(String image, int refusals) {}

  /** Posts an image until it is taken, as a client does: a 503, and the same key once more. */
  static Accepted send(URI base, String token, String transaction, int of, String key, byte[] image)
      throws Exception {
    HttpResponse<String> response = post(base, token, transaction, of, key, image).orElseThrow();
    int refusals = 0;
    while (response.statusCode() == 503 && refusals < REFUSALS) {
      refusals++;
      TimeUnit.SECONDS.sleep(response.headers().firstValueAsLong("Retry-After").orElseThrow());
      response = post(base, token, transaction, of, key, image).orElseThrow();
    }
    require(response, 200);
    return new Accepted(JSON.readTree(response.body()).get("image").asText(), refusals);
  }

  /** The firehose from a place on, up to the first heartbeat: all there is now. */
  static List<Delivered> firehose(URI base, String token, String from) throws Exception {
    HttpResponse<Stream<String>> response =
        HTTP.send(
            HttpRequest.newBuilder(base.resolve("/firehose"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"from\":" + from + "}"))
                .build(),
            HttpResponse.BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      throw new AssertionError("firehose answered " + response.statusCode());
    }
    List<Delivered> messages = new ArrayList<>();
    try (Stream<String> lines = response.body()) {
      lines
          .takeWhile(line -> !line.startsWith("{\"heartbeat\""))
          .filter(line -> !line.isBlank())
          .map(Delivered::parse)
          .forEach(messages::add);
    }
    return messages;
  }

  private static void require(HttpResponse<String> response, int status) {
    if (response.statusCode() != status) {
      throw new AssertionError(
          response.request().uri() + " answered " + response.statusCode() + ": " + response.body());
    }
  }
}
