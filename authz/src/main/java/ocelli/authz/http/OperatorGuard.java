package ocelli.authz.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import ocelli.authz.core.Failures;
import ocelli.authz.core.OperatorTokens;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;

/** Lets only operators through: {@code Authorization: Bearer} with one of their tokens. */
public final class OperatorGuard {
  private static final String SCHEME = "bearer ";

  private static final int FREE = 10; // as for a client: a typo in a deployment
  private static final int ADDRESSES = 20_000; // 4 MB

  private final OperatorTokens tokens;
  private final PeerAddress addresses;
  private final Failures failures = new Failures(FREE, ADDRESSES);
  private final Clock clock;

  /** A guard that knows those tokens. */
  public OperatorGuard(OperatorTokens tokens, PeerAddress addresses, Clock clock) {
    this.tokens = tokens;
    this.addresses = addresses;
    this.clock = clock;
  }

  /** The inner route for an operator, given the token; 401 for anybody else, and soon 429. */
  public Route guarded(Function<String, Route> inner) {
    return Directives.extractRequest(
        request -> {
          String address = addresses.of(request);
          Duration wait = failures.wait(address, clock.instant());
          return wait.isZero()
              ? judged(bearer(request), address, inner)
              : Directives.complete(Refusals.tooManyAttempts(wait));
        });
  }

  private Route judged(Optional<String> token, String address, Function<String, Route> inner) {
    Optional<String> operator = token.filter(tokens::accept);
    if (operator.isPresent()) {
      failures.succeeded(address);
    } else if (token.isPresent()) { // without one it was no attempt
      failures.failed(address, clock.instant());
    }
    return operator
        .map(inner)
        .orElseGet(
            () ->
                Directives.complete(
                    Problems.response(
                        Problem.of(401, "operator-token", "This takes an operator's token"))));
  }

  private static Optional<String> bearer(HttpRequest request) {
    return request
        .getHeader("Authorization")
        .map(header -> header.value())
        .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .map(text -> text.substring(SCHEME.length()).strip());
  }
}
