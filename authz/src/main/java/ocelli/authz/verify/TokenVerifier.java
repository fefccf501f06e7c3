package ocelli.authz.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Verifies authorisation tokens: a JWS (PS256) inside a JWE (A256KW and A256GCM). Never throws for
 * a token, whatever it is. Safe for use by many threads; one per process is enough.
 */
public final class TokenVerifier {
  /** The longest token that is looked at, in characters. */
  public static final int MAX_LENGTH = 4096; // ARCHITECTURE, Tokens

  private static final int CACHED_TOKENS = 10_000; // about 2 KB each
  private static final Duration CACHED_FOR = Duration.ofMinutes(20); // over the longest life, 18.75
  private static final Duration SKEW = Duration.ofSeconds(30); // two hosts' clocks kept by NTP

  private final KeySource keys;
  private final SealedPart sealed;
  private final SignedPart signed;
  private final Cache<ByteBuffer, Claims> verified =
      Caffeine.newBuilder().maximumSize(CACHED_TOKENS).expireAfterWrite(CACHED_FOR).build();

  private TokenVerifier(KeySource keys) {
    this.keys = keys;
    this.sealed = new SealedPart(keys);
    this.signed = new SignedPart(keys, KeySet::authorisation, TokenHeader.AUTHORISATION_TYPE);
  }

  /** A verifier by those keys. */
  public static TokenVerifier create(KeySource keys) {
    return new TokenVerifier(keys);
  }

  /** A reader of what authorisation signs beside tokens, by the same keys. */
  public SignedDocument documents(String type) {
    return SignedDocument.ofType(keys, type);
  }

  /**
   * Judges a token.
   *
   * @param token as the client presented it
   * @param at the time that its expiry is judged at: now at a door, {@code accepted_at} for a
   *     record
   * @throws UncheckedIOException where a token names a key that is not known and the keys cannot be
   *     read anew
   */
  public Verdict verify(String token, Instant at) {
    if (token.length() > MAX_LENGTH) {
      return new Verdict.Refused("too-long", "a token has at most " + MAX_LENGTH + " characters");
    }
    ByteBuffer digest = sha256(token);
    @Nullable Claims known = verified.getIfPresent(digest);
    if (known != null) {
      return judged(known, at);
    }
    try {
      Claims claims = read(token);
      verified.put(digest, claims);
      return judged(claims, at);
    } catch (RefusedToken e) {
      return e.verdict();
    } catch (UncheckedIOException e) {
      throw e; // our keys cannot be read: that says nothing about the token
    } catch (RuntimeException e) { // the library throws more kinds than it declares (STACK, Tokens)
      return new Verdict.Refused("malformed", "not a token: " + e.getClass().getSimpleName());
    }
  }

  private Claims read(String token) {
    SealedPart.Opened opened = sealed.open(token);
    JsonNode payload = signed.read(opened.signed());
    SignedPart.refuseIssuedAfter(opened.retiredAt(), payload);
    return ClaimsReader.read(payload);
  }

  static Verdict judged(Claims claims, Instant at) {
    if (!at.isBefore(claims.expiresAt())) {
      return new Verdict.Refused("expired", "expired at " + claims.expiresAt());
    }
    if (at.isBefore(claims.issuedAt().minus(SKEW))) {
      return new Verdict.Refused("not-yet-valid", "issued at " + claims.issuedAt());
    }
    return new Verdict.Verified(claims);
  }

  private static ByteBuffer sha256(String token) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
