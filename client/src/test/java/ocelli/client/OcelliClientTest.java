package ocelli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.client.core.Acknowledgement;
import ocelli.client.core.Digests;
import ocelli.client.core.RetrySchedule;
import ocelli.client.http.ProblemException;
import ocelli.client.json.UnreadableException;
import ocelli.client.token.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OcelliClientTest {
  private static final byte[] IMAGE = {1, 2, 3};

  private final AtomicInteger tokens = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private String good = "token-1";
  private String sha256 = Digests.sha256(IMAGE);

  @Test
  void send_acknowledged_isRead() {
    try (Peer peer = Peer.answering(this::handle)) {
      Acknowledgement answer = client(peer).send("t~1", IMAGE, OptionalInt.of(3), "key-1");
      assertThat(answer.image()).isEqualTo("image-1");
      assertThat(answer.webhook()).isTrue();
      Peer.Asked asked = peer.asked("/images").get(0);
      assertThat(asked.path()).isEqualTo("/images/t~1?of=3");
      assertThat(asked.header("Idempotency-Key")).isEqualTo("key-1");
      assertThat(asked.body().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(IMAGE);
    }
  }

  @Test
  void send_busyThenGood_repeatsUnderTheSameKeyAndTells() {
    busy.set(2);
    List<String> told = new ArrayList<>();
    try (Peer peer = Peer.answering(this::handle)) {
      ClientSettings settings =
          settings(peer.url()).withRetryListener((reason, wait) -> told.add(reason));
      OcelliClient.of(settings, new Credentials("c", "s")).send("t", IMAGE);
      assertThat(peer.asked("/images")).hasSize(3);
      assertThat(peer.asked("/images"))
          .extracting(asked -> asked.header("Idempotency-Key"))
          .containsOnly(peer.asked("/images").get(0).header("Idempotency-Key"));
      assertThat(told).hasSize(2).allMatch(reason -> reason.contains("503 full"));
    }
  }

  @Test
  void send_tokenRefused_getsAnotherOnce() {
    good = "token-2";
    try (Peer peer = Peer.answering(this::handle)) {
      assertThat(client(peer).send("t", IMAGE).image()).isEqualTo("image-1");
      assertThat(tokens).hasValue(2);
    }
  }

  @Test
  void withToken_sendsUnderThatOne_andRenewsNothing() {
    good = "token-of-another";
    try (Peer peer = Peer.answering(this::handle)) {
      OcelliClient other = client(peer).withToken("token-of-another");
      assertThat(other.send("t", IMAGE).image()).isEqualTo("image-1");
      assertThat(other.token()).isEqualTo("token-of-another");
      assertThat(tokens).hasValue(0);
    }
  }

  @Test
  void send_everyTokenRefused_givesUpAfterTheSecond() {
    good = "none";
    try (Peer peer = Peer.answering(this::handle)) {
      assertThatThrownBy(() -> client(peer).send("t", IMAGE))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("401")
          .hasMessageNotContaining("token-1");
      assertThat(peer.asked("/images")).hasSize(2);
    }
  }

  @Test
  void send_otherBytesArrived_isNotTakenForGood() {
    sha256 = Digests.sha256(new byte[] {9});
    try (Peer peer = Peer.answering(this::handle)) {
      assertThatThrownBy(() -> client(peer).send("t", IMAGE))
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("sha256");
    }
  }

  @Test
  void complete_saysSo() {
    try (Peer peer = Peer.answering(this::handle)) {
      client(peer).complete("t");
      assertThat(peer.asked("/images").get(0).path()).isEqualTo("/images/t/complete");
      assertThat(peer.asked("/images").get(0).header("Content-length")).isEqualTo("0");
    }
  }

  @Test
  void of_addressThatIsNone_isRefused() {
    assertThatThrownBy(() -> ClientSettings.of(URI.create("localhost:8080")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("base");
  }

  private static OcelliClient client(Peer peer) {
    return OcelliClient.of(settings(peer.url()), new Credentials("c", "s"));
  }

  private static ClientSettings settings(URI url) {
    Duration short1 = Duration.ofMillis(5);
    return ClientSettings.of(url)
        .withRetries(new RetrySchedule(short1, short1, Duration.ofSeconds(10)));
  }

  private void handle(HttpExchange exchange, Peer.Asked asked) throws IOException {
    if (asked.path().equals("/authn/token")) {
      Peer.answer(exchange, 200, "{\"access_token\":\"a\",\"expires_in\":600}");
    } else if (asked.path().equals("/authz/token")) {
      String token = "token-" + tokens.incrementAndGet();
      Peer.answer(exchange, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":900}");
    } else if (!asked.header("Authorization").equals("Bearer " + good)) {
      Peer.answer(exchange, 401, "{\"code\":\"invalid-token\"}");
    } else if (busy.getAndDecrement() > 0) {
      Peer.answer(exchange, 503, "{\"code\":\"full\"}");
    } else if (asked.path().endsWith("/complete")) {
      Peer.answer(exchange, 202, "");
    } else {
      Peer.answer(
          exchange,
          200,
          "{\"transaction\":\"t\",\"image\":\"image-1\",\"sha256\":\""
              + sha256
              + "\",\"bytes\":3,\"width\":1,\"height\":1}");
    }
  }
}
