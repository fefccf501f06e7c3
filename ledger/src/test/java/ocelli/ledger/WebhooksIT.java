package ocelli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import ocelli.protocol.ImageId;
import ocelli.protocol.TopicNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What push says of webhooks, in what the ledger tells an image's owner. */
class WebhooksIT {
  private static final Duration LATE = Duration.ofMinutes(10);
  private static final String URL = "https://camera.example/hook";
  private static final String WAITING =
      "{\"cursor\":0,\"state\":\"waiting\",\"attempts\":3,\"next_try\":\"2026-01-02T03:04:05Z\"}";
  private static final String DEAD =
      "{\"cursor\":1,\"state\":\"dead\",\"attempts\":1,\"reason\":\"gone\","
          + "\"given_up_at\":\"2026-01-02T03:04:05Z\"}";
  private static final String DELIVERED = "{\"cursor\":2,\"state\":\"delivered\"}";

  private final AtomicReference<String> answer = new AtomicReference<>("");
  private final AtomicReference<String> asked = new AtomicReference<>("");
  private final AtomicReference<String> authorization = new AtomicReference<>("");

  @TempDir Path folder;

  @Test
  void eachMessage_hasItsState_andWithoutPushItIsUnknown_neverAnError() throws Exception {
    ImageId image = Messages.image(1);
    ImageId silent = Messages.image(2);
    String token = Messages.everything(Messages.CAMERA, URL);
    String plain = Messages.token(Messages.CAMERA);
    HttpServer push = push();
    try (Machine machine = Machine.start(folder);
        LedgerNode ledger = LedgerNode.start(machine, LATE)) {
      machine.publish(TopicNames.DELIVERY, Messages.answers(image, token));
      machine.publish(
          TopicNames.DELIVERY, List.of(Messages.summary(List.of(image), Instant.now(), token)));
      machine.publish(TopicNames.DELIVERY, Messages.answers(silent, plain));
      Await.until(
          "both are known", () -> seen(ledger, image, token) && seen(ledger, silent, plain));
      assertThat(states(ledger, image, token)).isEqualTo("unknown unknown unknown");

      ledger.connect(URI.create("http://127.0.0.1:" + push.getAddress().getPort()));
      answer.set("{\"messages\":[" + WAITING + "," + DEAD + "," + DELIVERED + "]}");
      assertThat(states(ledger, image, token)).isEqualTo("waiting dead delivered");
      JsonNode known = ledger.json("/images/watch/" + image, token);
      assertThat(known.at("/tasks/0/webhooks/0").toString())
          .isEqualTo(
              "{\"state\":\"waiting\",\"attempts\":3,\"next_try\":\"2026-01-02T03:04:05Z\"}");
      assertThat(known.at("/tasks/1/webhooks/0/reason").asText()).isEqualTo("gone");
      assertThat(authorization).hasValue("Bearer " + token);
      JsonNode question = new ObjectMapper().readTree(asked.get()).path("messages");
      assertThat(question).hasSize(3);
      assertThat(question.path(2).toString())
          .isEqualTo("{\"cursor\":2,\"generation\":2,\"url\":\"" + URL + "\"}");

      assertThat(states(ledger, silent, plain)).isEqualTo("not-wanted not-wanted ");
      answer.set("nonsense");
      assertThat(states(ledger, image, token)).isEqualTo("unknown unknown unknown");
      push.stop(0);
      assertThat(states(ledger, image, token)).isEqualTo("unknown unknown unknown");
      assertThat(ledger.json("/images/watch/" + image, token).at("/tasks/0/webhooks/0/detail"))
          .hasToString("\"push does not answer\"");
    } finally {
      push.stop(0);
    }
  }

  private HttpServer push() throws IOException {
    HttpServer push =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    push.createContext("/webhooks/deliveries", this::answer);
    push.start();
    return push;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
      byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static boolean seen(LedgerNode ledger, ImageId image, String token) throws Exception {
    JsonNode known = ledger.json("/images/watch/" + image, token);
    return known.at("/tasks/1/state").asText().equals("seen")
        && known.at("/summary/state").asText("seen").equals("seen");
  }

  /** Of codes, ocr and the summary. */
  private static String states(LedgerNode ledger, ImageId image, String token) throws Exception {
    JsonNode known = ledger.json("/images/watch/" + image, token);
    return known.at("/tasks/0/webhooks/0/state").asText()
        + " "
        + known.at("/tasks/1/webhooks/0/state").asText()
        + " "
        + known.at("/summary/webhooks/0/state").asText();
  }
}
