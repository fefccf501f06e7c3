package ocelli.client.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import ocelli.client.Lines;
import ocelli.client.TestTime;
import org.junit.jupiter.api.Test;

class WebhookVerifierTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String BODY = Lines.line("msg_1", 7, OptionalLong.of(3), "t ✓");

  private final TestTime time = TestTime.start();
  private final WebhookVerifier verifier = WebhookVerifier.of(SECRET, time);

  @Test
  void verify_signedByAThirdPartysLibrary_isGenuine() throws Exception {
    String timestamp = Long.toString(time.instant().getEpochSecond());
    String signature = new Webhook(SECRET).sign("msg_1", time.instant().getEpochSecond(), BODY);
    assertThat(verifier.verify(headers("msg_1", timestamp, signature), bytes(BODY)))
        .isEqualTo(new Verdict.Genuine("msg_1"));
  }

  @Test
  void sign_isAcceptedByAThirdPartysLibrary() {
    String now = Long.toString(Clock.systemUTC().instant().getEpochSecond());
    String signature = "v1," + WebhookSecret.parse(SECRET).sign("msg_1", now, bytes(BODY));
    Map<String, List<String>> headers = new HashMap<>();
    headers("msg_1", now, signature).forEach((name, value) -> headers.put(name, List.of(value)));
    assertThatCode(() -> new Webhook(SECRET).verify(BODY, headers)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new Webhook(SECRET).verify(BODY + " ", headers))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void verify_oneByteChanged_isRefused() {
    assertRefused(signed("msg_1", time.instant(), BODY), BODY.replace('7', '8'));
  }

  @Test
  void verify_otherIdOrTimestamp_isRefused() {
    Map<String, String> headers = signed("msg_1", time.instant(), BODY);
    headers.put("webhook-id", "msg_2");
    assertRefused(headers, BODY);
    Map<String, String> later = signed("msg_1", time.instant(), BODY);
    later.put("webhook-timestamp", Long.toString(time.instant().getEpochSecond() + 1));
    assertRefused(later, BODY);
  }

  @Test
  void verify_olderOrNewerThanFiveMinutes_isRefused() {
    Duration tooLong = WebhookVerifier.TOLERANCE.plusSeconds(1);
    assertRefused(signed("msg_1", time.instant().minus(tooLong), BODY), BODY);
    assertRefused(signed("msg_1", time.instant().plus(tooLong), BODY), BODY);
    assertGenuine(signed("msg_1", time.instant().minus(WebhookVerifier.TOLERANCE), BODY));
  }

  @Test
  void verify_severalSignatures_takesAnyOfOurs() {
    Map<String, String> headers = signed("msg_1", time.instant(), BODY);
    headers.compute("webhook-signature", (name, right) -> "v1a,AAAA v1,AAAA " + right);
    assertGenuine(headers);
  }

  @Test
  void verify_duringRotation_takesBothSecrets() {
    WebhookSecret old = WebhookSecret.parse("whsec_b2xkIHNlY3JldCBvZiB0aGlzIGNsaWVudA==");
    WebhookVerifier both = new WebhookVerifier(List.of(old, WebhookSecret.parse(SECRET)), time);
    assertThat(both.verify(signed("msg_1", time.instant(), BODY), bytes(BODY)))
        .isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void verify_headerMissingOrNonsense_isRefused() {
    for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
      Map<String, String> headers = signed("msg_1", time.instant(), BODY);
      headers.remove(name);
      assertRefused(headers, BODY);
      headers.put(name, "nonsense");
      assertRefused(headers, BODY);
    }
  }

  @Test
  void parse_nonsense_isRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> WebhookSecret.parse("whsec_!!"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("!!");
    assertThatThrownBy(() -> WebhookSecret.parse("whsec_"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(WebhookSecret.parse(SECRET)).hasToString("whsec_…");
  }

  private void assertGenuine(Map<String, String> headers) {
    assertThat(verifier.verify(headers, bytes(BODY))).isInstanceOf(Verdict.Genuine.class);
  }

  private void assertRefused(Map<String, String> headers, String body) {
    assertThat(verifier.verify(headers, bytes(body))).isInstanceOf(Verdict.Refused.class);
  }

  private static Map<String, String> signed(String id, Instant at, String body) {
    String timestamp = Long.toString(at.getEpochSecond());
    String signature = "v1," + WebhookSecret.parse(SECRET).sign(id, timestamp, bytes(body));
    return headers(id, timestamp, signature);
  }

  private static Map<String, String> headers(String id, String timestamp, String signature) {
    return new HashMap<>(
        Map.of("webhook-id", id, "webhook-timestamp", timestamp, "webhook-signature", signature));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
