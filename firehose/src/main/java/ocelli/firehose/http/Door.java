package ocelli.firehose.http;

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
 * Who may hold a connection: a token good now, with the claim. What follows is the client's own.
 */
public final class Door {
  private static final String CLAIM = "firehose-1.0";
  private static final String SCHEME = "Bearer ";

  private final TokenVerifier verifier;
  private final Clock clock;

  /**
   * @param clock expiry is judged when the connection is made
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
            .map(header -> header.value())
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
    return claims.grant(CLAIM).isPresent()
        ? passed.apply(claims.client())
        : refused.apply(Refusals.notGranted(CLAIM));
  }
}
