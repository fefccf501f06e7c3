package ocelli.push.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A third party's code verifies what we sign. */
class WebhookSignatureTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String BODY = "{\"id\":\"a\",\"data\":\"Grüße\"}";

  private static HttpHeaders headers(String signedBody) {
    long second = System.currentTimeMillis() / 1000;
    String signature =
        new WebhookSignature(SECRET)
            .sign("msg-1", second, signedBody.getBytes(StandardCharsets.UTF_8));
    return HttpHeaders.of(
        Map.of(
            "webhook-id", List.of("msg-1"),
            "webhook-timestamp", List.of(Long.toString(second)),
            "webhook-signature", List.of(signature)),
        (name, value) -> true);
  }

  @Test
  void sign_verifiesWithStandardWebhooks() {
    assertThatCode(() -> new Webhook(SECRET).verify(BODY, headers(BODY)))
        .doesNotThrowAnyException();
  }

  @Test
  void sign_anotherBody_isRefused() {
    assertThatThrownBy(() -> new Webhook(SECRET).verify(BODY + " ", headers(BODY)))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void sign_knownVector() {
    String signature =
        new WebhookSignature(SECRET)
            .sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330L,
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));
    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }
}
