package ocelli.authz.verify;

import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * Verifies authentication tokens: a JWS (PS256) that says who a client is and nothing of what it
 * may. Only authorisation takes them.
 */
public final class AuthenticationVerifier {
  private final SignedPart signed;

  private AuthenticationVerifier(KeySource keys) {
    this.signed = new SignedPart(keys, KeySet::authentication, TokenHeader.AUTHENTICATION_TYPE);
  }

  /** A verifier by those keys. */
  public static AuthenticationVerifier create(KeySource keys) {
    return new AuthenticationVerifier(keys);
  }

  /** Judges a token at a time; its claims grant nothing. Never throws for a token. */
  public Verdict verify(String token, Instant at) {
    if (token.length() > TokenVerifier.MAX_LENGTH) {
      return new Verdict.Refused("too-long", "longer than any token of ours");
    }
    try {
      return TokenVerifier.judged(ClaimsReader.read(signed.read(token)), at);
    } catch (RefusedToken e) {
      return e.verdict();
    } catch (UncheckedIOException e) {
      throw e; // our keys cannot be read: that says nothing about the token
    } catch (RuntimeException e) { // the library throws more kinds than it declares (STACK, Tokens)
      return new Verdict.Refused("malformed", "not a token: " + e.getClass().getSimpleName());
    }
  }
}
