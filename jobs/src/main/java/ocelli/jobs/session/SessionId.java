package ocelli.jobs.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names a session to the one browser that holds it: 256 random bits. */
public final class SessionId {
  private static final int BYTES = 32; // OWASP asks for 64 bits of entropy at least
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final byte[] bytes;

  private SessionId(byte[] bytes) {
    this.bytes = bytes;
  }

  /** One that nobody can guess. */
  public static SessionId random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new SessionId(bytes);
  }

  /** As a cookie carried it; empty where it has another form. */
  public static Optional<SessionId> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new SessionId(Base64.getUrlDecoder().decode(text)))
        : Optional.empty();
  }

  /** For the cookie. */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What the database knows it by, in hexadecimal; nothing else follows from it. */
  public String hash() {
    return HexFormat.of().formatHex(derived("ocelli-session-1.name"));
  }

  /** What its secret is sealed with. */
  byte[] key() {
    return derived("ocelli-session-1.seal");
  }

  private byte[] derived(String use) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(use.getBytes(StandardCharsets.US_ASCII));
      return digest.digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionId id && MessageDigest.isEqual(bytes, id.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Only its hash: an id in a log would be a way in. */
  @Override
  public String toString() {
    return "SessionId[" + hash().substring(0, 8) + "]";
  }
}
