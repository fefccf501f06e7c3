package ocelli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import ocelli.client.core.Digests;
import ocelli.client.json.Json;
import ocelli.client.webhook.WebhookSecret;

/**
 * The outside of an Ocelli with one client, without any engine: it answers every image with what a
 * test gives it, in order, by webhook and by firehose.
 */
public final class PretendOcelli implements AutoCloseable {
  public static final String OPERATOR = "operator-token";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** What an image's tasks say: type to data. */
  public interface Engines {
    Map<String, String> look(byte[] image);
  }

  private final Peer peer = Peer.answering(this::handle);
  private final HttpClient http = HttpClient.newHttpClient();
  private final Engines engines;
  private final UnaryOperator<List<String>> firehose;
  private final List<String> messages = new ArrayList<>();
  private final Map<String, Integer> images = new HashMap<>();
  private Optional<URI> push = Optional.empty();
  private long cursor = 100;
  private OptionalLong previous = OptionalLong.empty();

  /**
   * @param firehose what becomes of the lines on their way to the firehose
   */
  public PretendOcelli(Engines engines, UnaryOperator<List<String>> firehose) {
    this.engines = engines;
    this.firehose = firehose;
  }

  public URI url() {
    return peer.url();
  }

  public Peer peer() {
    return peer;
  }

  @Override
  public void close() {
    peer.close();
  }

  private void handle(HttpExchange exchange, Peer.Asked asked) throws IOException {
    String path = asked.path().replaceAll("[?].*", "");
    if (path.equals("/authn/token")) {
      token(exchange, asked, "Basic ZGVtbzpzZWNyZXQ=", "authentication");
    } else if (path.equals("/authz/token")) {
      Peer.answer(exchange, 200, "{\"access_token\":\"good\",\"expires_in\":900}");
    } else if (path.equals("/authz/clients")) {
      register(exchange, asked);
    } else if (!asked.header("Authorization").equals("Bearer good")) {
      Peer.answer(exchange, 401, "{\"code\":\"invalid-token\",\"detail\":\"Not a token of ours\"}");
    } else if (path.equals("/firehose")) {
      stream(exchange);
    } else {
      image(exchange, asked, path);
    }
  }

  private static void token(HttpExchange exchange, Peer.Asked asked, String basic, String token)
      throws IOException {
    if (asked.header("Authorization").equals(basic)) {
      Peer.answer(exchange, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":600}");
    } else {
      Peer.answer(
          exchange, 401, "{\"error\":\"invalid_client\",\"error_description\":\"Unknown client\"}");
    }
  }

  private synchronized void register(HttpExchange exchange, Peer.Asked asked) throws IOException {
    if (!asked.header("Authorization").equals("Bearer " + OPERATOR)) {
      Peer.answer(exchange, 403, "{\"code\":\"missing-claim\",\"detail\":\"operator\"}");
      return;
    }
    JsonNode body = Json.read(asked.body());
    push = Json.string(body, "push_url").map(URI::create);
    Peer.answer(
        exchange,
        201,
        "{\"client_id\":\"demo\",\"client_secret\":\"secret\",\"webhook_secret\":\""
            + SECRET
            + "\"}");
  }

  private synchronized void image(HttpExchange exchange, Peer.Asked asked, String path)
      throws IOException {
    byte[] body = asked.body().getBytes(StandardCharsets.ISO_8859_1);
    String transaction = path.substring("/images/".length());
    String id = "image-" + Digests.sha256(body).substring(0, 8);
    int of = Integer.parseInt(asked.path().replaceAll(".*of=", ""));
    engines
        .look(body)
        .forEach((type, data) -> deliver(type.replaceAll("#.*", ""), transaction, id, data));
    if (images.merge(transaction, 1, Integer::sum) == of) {
      deliver(
          "summary.v1m0.Summary",
          transaction,
          "",
          engines.look(new byte[0]).get(transaction.replaceAll("-.*", "")));
    }
    Peer.answer(exchange, 200, Lines.acknowledgement(transaction, id, body));
  }

  private void deliver(String type, String transaction, String image, String data) {
    cursor += 3;
    String line = Lines.line("id-" + cursor, type, cursor, previous, transaction, image, data);
    previous = OptionalLong.of(cursor);
    messages.add(line);
    notifyAll();
    push.ifPresent(url -> post(url, "id-" + cursor, line));
  }

  private void post(URI url, String id, String body) {
    String timestamp = Long.toString(Clock.systemUTC().instant().getEpochSecond());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .header(
                "webhook-signature", "v1," + WebhookSecret.parse(SECRET).sign(id, timestamp, bytes))
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    try {
      http.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().flush();
    int sent = 0;
    try {
      while (true) {
        List<String> lines = after(sent);
        for (String line : lines) {
          exchange.getResponseBody().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        exchange.getResponseBody().flush();
        sent += lines.size();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<String> after(int sent) throws InterruptedException {
    List<String> lines = firehose.apply(messages);
    while (lines.size() <= sent) {
      wait();
      lines = firehose.apply(messages);
    }
    return List.copyOf(lines.subList(sent, lines.size()));
  }
}
