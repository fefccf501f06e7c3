package ocelli.client.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import ocelli.client.ClientSettings;
import ocelli.client.Lines;
import ocelli.client.OcelliClient;
import ocelli.client.Peer;
import ocelli.client.firehose.FirehoseEnd;
import ocelli.client.token.Credentials;
import ocelli.client.webhook.WebhookSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/client.md shows is compiled, and does what it says. */
@Timeout(30)
class DocumentationTest {
  private static final byte[] IMAGE = {1, 2, 3};
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @ParameterizedTest
  @ValueSource(strings = {"program", "webhook"})
  void documentation_showsThisSource(String part) throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/ocelli/client/example/Shop.java"))
            .replaceAll("(?s).*  // " + part + "\n", "")
            .replaceAll("(?s)\n+  // end.*", "")
            .stripIndent();
    assertThat(Files.readString(Path.of("../docs/client.md")))
        .contains("```java\n" + source + "\n```");
  }

  @Test
  void program_sendsAndPrintsUntilTheStreamEnds() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (Peer peer = Peer.answering(DocumentationTest::answer)) {
      OcelliClient client =
          OcelliClient.of(ClientSettings.of(peer.url()), new Credentials("shop", "secret"));
      FirehoseEnd end = Shop.shop(client, IMAGE, new PrintStream(printed, true));
      assertThat(end).isInstanceOf(FirehoseEnd.TooOld.class);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("accepted as image-1")
        .contains("\"type\":\"codes.v1m0.Codes\"");
  }

  @Test
  void webhook_genuine_isTaken() {
    byte[] body = Lines.first(3).getBytes(StandardCharsets.UTF_8);
    String now = Long.toString(Clock.systemUTC().instant().getEpochSecond());
    String signature = "v1," + WebhookSecret.parse(SECRET).sign("id-3", now, body);
    Map<String, String> headers =
        Map.of("webhook-id", "id-3", "webhook-timestamp", now, "webhook-signature", signature);
    assertThat(Shop.onWebhook(SECRET, headers, body)).isEqualTo("204, saw codes.v1m0.Codes");
    assertThat(Shop.onWebhook(SECRET, headers, IMAGE)).startsWith("401, no signature");
  }

  private static void answer(HttpExchange exchange, Peer.Asked asked) throws IOException {
    switch (asked.path()) {
      case "/authn/token", "/authz/token" ->
          Peer.answer(exchange, 200, "{\"access_token\":\"good\",\"expires_in\":900}");
      case "/firehose" ->
          Peer.answer(
              exchange,
              200,
              Lines.line("id-3", 3, OptionalLong.empty(), "order-1")
                  + "\n{\"error\":{\"status\":410,\"code\":\"cursor-too-old\"}}\n");
      default -> Peer.answer(exchange, 200, Lines.acknowledgement("order-1", "image-1", IMAGE));
    }
  }
}
