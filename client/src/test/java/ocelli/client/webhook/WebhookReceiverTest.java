package ocelli.client.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import ocelli.client.Lines;
import ocelli.client.TestTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookReceiverTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String BODY = Lines.line("msg_1", 7, OptionalLong.of(3), "t");

  private final TestTime time = TestTime.start();
  private final List<Webhook> taken = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private boolean fails;
  private final WebhookReceiver receiver =
      WebhookReceiver.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Listener());

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void post_genuine_isHandedOnAndAcknowledged() throws Exception {
    receiver.verifyWith(WebhookVerifier.of(SECRET, time));
    assertThat(post("msg_1", BODY, BODY)).isEqualTo(204);
    assertThat(taken).hasSize(1);
    assertThat(taken.get(0).message().cursor()).isEqualTo(7);
    assertThat(taken.get(0).message().json()).isEqualTo(BODY);
    assertThat(taken.get(0).completeUpTo()).hasValue(5);
  }

  @Test
  void post_forged_isRefused() throws Exception {
    receiver.verifyWith(WebhookVerifier.of(SECRET, time));
    assertThat(post("msg_1", BODY, BODY + " ")).isEqualTo(401);
    assertThat(taken).isEmpty();
    assertThat(refused).containsExactly("no signature is by the secret of this client");
  }

  @Test
  void post_signedButNoMessageOrAnotherId_isRefused() throws Exception {
    receiver.verifyWith(WebhookVerifier.of(SECRET, time));
    assertThat(post("msg_1", "[]", "[]")).isEqualTo(400);
    assertThat(post("msg_2", BODY, BODY)).isEqualTo(400);
  }

  @Test
  void post_listenerFails_isNotAcknowledged() throws Exception {
    receiver.verifyWith(WebhookVerifier.of(SECRET, time));
    fails = true;
    assertThat(post("msg_1", BODY, BODY)).isEqualTo(500);
  }

  @Test
  void post_secretNotYetKnown_asksToComeAgain() throws Exception {
    assertThat(post("msg_1", BODY, BODY)).isEqualTo(503);
  }

  @Test
  void get_isNotAllowed_andTooMuchIsTooMuch() throws Exception {
    receiver.verifyWith(WebhookVerifier.of(SECRET, time));
    HttpRequest get = HttpRequest.newBuilder(receiver.address()).build();
    assertThat(send(get)).isEqualTo(405);
    String huge = "x".repeat(300 * 1024);
    assertThat(post("msg_1", huge, huge)).isEqualTo(413);
  }

  private int post(String id, String signedBody, String sentBody) throws Exception {
    String timestamp = Long.toString(time.instant().getEpochSecond());
    byte[] signed = signedBody.getBytes(StandardCharsets.UTF_8);
    String signature = "v1," + WebhookSecret.parse(SECRET).sign(id, timestamp, signed);
    URI address = receiver.address().resolve("/any/path");
    return send(
        HttpRequest.newBuilder(address)
            .header("Webhook-Id", id)
            .header("Webhook-Timestamp", timestamp)
            .header("Webhook-Signature", signature)
            .header("Ocelli-Complete-Up-To", "5")
            .POST(HttpRequest.BodyPublishers.ofString(sentBody))
            .build());
  }

  private static int send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private final class Listener implements WebhookListener {
    @Override
    public void onWebhook(Webhook webhook) {
      if (fails) {
        throw new IllegalStateException("full");
      }
      taken.add(webhook);
    }

    @Override
    public void onRefused(String reason) {
      refused.add(reason);
    }
  }
}
