package ocelli.authz.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import ocelli.protocol.ClientId;

/**
 * Mints and reads capabilities: {@code base64url(JSON) "." base64url(HMAC-SHA256)}, fit for a URL's
 * path. Links mints them, jobs reads them; both hold the capability key. Safe for use by many
 * threads where the random source is.
 */
public final class Capabilities {
  /** How long one is good: what it takes to follow a redirect, and what revoking a link waits. */
  public static final Duration LIFE = Duration.ofSeconds(60); // fixed between links and jobs

  private static final int MAX_LENGTH = 1024; // a client and a code of 64, twice over, in base64
  private static final String DOMAIN = "ocelli-capability-1."; // the key signs nothing else by it

  private final KeySource keys;
  private final Clock clock;
  private final RandomGenerator random;

  /** With the capability key of that source. */
  public Capabilities(KeySource keys, Clock clock, RandomGenerator random) {
    this.keys = keys;
    this.clock = clock;
    this.random = random;
  }

  /** What a text turned out to be. */
  public sealed interface Reading {}

  /** Good now. */
  public record Good(Capability capability) implements Reading {}

  /** Ours, but too late. */
  public record Expired(Capability capability) implements Reading {}

  /** Not ours, or altered. */
  public record Forged() implements Reading {}

  /**
   * A new capability, good for {@link #LIFE}.
   *
   * @param scope {@code once}, {@code no-faces}
   * @param code of the link
   * @throws IllegalStateException where this process has no capability key
   */
  public String mint(ClientId owner, long job, Set<String> scope, String code) {
    ObjectNode payload =
        JsonNodeFactory.instance
            .objectNode()
            .put("owner", owner.value())
            .put("job", job)
            .put("code", code)
            .put("exp", clock.instant().plus(LIFE).getEpochSecond())
            .put("nonce", nonce());
    new TreeSet<>(scope).forEach(payload.putArray("scope")::add);
    String encoded = encoded(payload.toString().getBytes(StandardCharsets.UTF_8));
    return encoded + "." + encoded(mac(encoded));
  }

  /**
   * Reads a capability. Never throws for a text.
   *
   * @throws IllegalStateException where this process has no capability key
   */
  public Reading read(String text) {
    int dot = text.indexOf('.');
    if (text.length() > MAX_LENGTH || dot < 0) {
      return new Forged();
    }
    String payload = text.substring(0, dot);
    byte[] presented = text.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
    byte[] expected = encoded(mac(payload)).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, presented)
        ? judged(capability(TokenHeader.json(Base64.getUrlDecoder().decode(payload))))
        : new Forged();
  }

  private Reading judged(Capability capability) {
    return clock.instant().isBefore(capability.expiresAt())
        ? new Good(capability)
        : new Expired(capability);
  }

  private static Capability capability(JsonNode payload) {
    Set<String> scope = new TreeSet<>();
    payload.path("scope").forEach(one -> scope.add(one.asText()));
    return new Capability(
        new ClientId(payload.path("owner").asText()),
        payload.path("job").asLong(),
        scope,
        payload.path("code").asText(),
        Instant.ofEpochSecond(payload.path("exp").asLong()),
        payload.path("nonce").asText());
  }

  private String nonce() {
    return HexFormat.of().toHexDigits(random.nextLong())
        + HexFormat.of().toHexDigits(random.nextLong());
  }

  private byte[] mac(String payload) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key());
      return mac.doFinal((DOMAIN + payload).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HmacSHA256", e);
    }
  }

  private SecretKey key() {
    Optional<SecretKey> key = keys.keys().capability();
    return key.orElseThrow(
        () -> new IllegalStateException("this process needs the key capability.key"));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
