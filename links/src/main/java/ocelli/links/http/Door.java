package ocelli.links.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import ocelli.authz.verify.Claims;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.Verdict;
import ocelli.protocol.ClientId;
import ocelli.runtime.http.Problem;

/**
 * Who may make links: a token good now, with the claim, and issued by a registry that was there
 * (ARCHITECTURE, Tokens).
 */
public final class Door {
  private static final String CLAIM = "links-1.0";
  private static final String SCHEME = "Bearer ";

  private final TokenVerifier verifier;
  private final Clock clock;

  /**
   * @param clock expiry is judged when the request comes
   */
  public Door(TokenVerifier verifier, Clock clock) {
    this.verifier = verifier;
    this.clock = clock;
  }

  /** Answers with the client's identity or a refusal. */
  <T> T pass(HttpRequest request, Function<ClientId, T> passed, Function<Problem, T> refused) {
    Optional<String> token =
        request
            .getHeader("Authorization")
            .map(HttpHeader::value)
            .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(value -> value.substring(SCHEME.length()).strip());
    if (token.isEmpty()) {
      return refused.apply(Refusals.noToken());
    }
    Verdict verdict = verifier.verify(token.get(), clock.instant());
    if (verdict instanceof Verdict.Refused bad) {
      return refused.apply(Problem.of(401, "token-" + bad.code(), bad.detail()));
    }
    Claims claims = ((Verdict.Verified) verdict).claims();
    if (claims.grant(CLAIM).isEmpty()) {
      return refused.apply(Refusals.missingClaim(CLAIM));
    }
    return claims.degraded() ? refused.apply(Refusals.degraded()) : passed.apply(claims.client());
  }
}
