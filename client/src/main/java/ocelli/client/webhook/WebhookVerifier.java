package ocelli.client.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Verifies webhooks by Standard Webhooks 1.0. Safe for several threads. */
public final class WebhookVerifier {
  /** A webhook older or newer than this is refused (what the standard's own libraries take). */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String VERSION = "v1,";

  private final List<WebhookSecret> secrets;
  private final Clock clock;

  /** Accepts any of several secrets: the new one and, for a while, the one before a rotation. */
  public WebhookVerifier(List<WebhookSecret> secrets, Clock clock) {
    this.secrets = List.copyOf(secrets);
    this.clock = clock;
  }

  /** Accepts one secret, as {@code client add} printed it. */
  public static WebhookVerifier of(String secret, Clock clock) {
    return new WebhookVerifier(List.of(WebhookSecret.parse(secret)), clock);
  }

  /**
   * Judges a request.
   *
   * @param headers by name in lower case, the first value of each
   * @param body as it came, not a byte changed
   */
  public Verdict verify(Map<String, String> headers, byte[] body) {
    Optional<String> id = header(headers, "webhook-id");
    Optional<String> timestamp = header(headers, "webhook-timestamp");
    Optional<String> signatures = header(headers, "webhook-signature");
    if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
      return new Verdict.Refused("webhook-id, webhook-timestamp or webhook-signature is missing");
    }
    if (!isFresh(timestamp.get())) {
      return new Verdict.Refused("webhook-timestamp is not of the last five minutes");
    }
    boolean signed =
        Arrays.stream(signatures.get().split(" ", -1))
            .filter(signature -> signature.startsWith(VERSION))
            .anyMatch(signature -> matches(signature, id.get(), timestamp.get(), body));
    return signed
        ? new Verdict.Genuine(id.get())
        : new Verdict.Refused("no signature is by the secret of this client");
  }

  private boolean matches(String signature, String id, String timestamp, byte[] body) {
    byte[] claimed = signature.substring(VERSION.length()).getBytes(StandardCharsets.UTF_8);
    boolean any = false;
    for (WebhookSecret secret : secrets) {
      byte[] right = secret.sign(id, timestamp, body).getBytes(StandardCharsets.UTF_8);
      any |= MessageDigest.isEqual(right, claimed);
    }
    return any;
  }

  private boolean isFresh(String timestamp) {
    if (!timestamp.matches("[0-9]{1,12}")) {
      return false;
    }
    Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    return Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
  }

  private static Optional<String> header(Map<String, String> headers, String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
        .filter(value -> !value.isEmpty());
  }
}
