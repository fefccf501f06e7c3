package ocelli.authz.http;

import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import ocelli.authz.core.OperatorTokens;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;

/** Lets only operators through: {@code Authorization: Bearer} with one of their tokens. */
public final class OperatorGuard {
  private static final String SCHEME = "bearer ";

  private final OperatorTokens tokens;

  /** A guard that knows those tokens. */
  public OperatorGuard(OperatorTokens tokens) {
    this.tokens = tokens;
  }

  /** The inner route for an operator, given the token; 401 for anybody else. */
  public Route guarded(Function<String, Route> inner) {
    return Directives.optionalHeaderValueByName(
        "Authorization",
        header ->
            bearer(header)
                .filter(tokens::accept)
                .map(inner)
                .orElseGet(
                    () ->
                        Directives.complete(
                            Problems.response(
                                Problem.of(
                                    401, "operator-token", "This takes an operator's token")))));
  }

  private static Optional<String> bearer(Optional<String> header) {
    return header
        .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .map(text -> text.substring(SCHEME.length()).strip());
  }
}
