package ocelli.authz.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.optionalHeaderValueByName;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import java.util.Optional;
import ocelli.authz.issue.Authentication;
import ocelli.authz.issue.MintedToken;
import ocelli.runtime.ServiceMeters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /authn/token}: a client's secret for an authentication token (RFC 6749, 4.4). */
public final class AuthnRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(AuthnRoutes.class);

  private final Authentication authentication;
  private final ServiceMeters meters;

  /** Routes to that. */
  public AuthnRoutes(Authentication authentication, ServiceMeters meters) {
    this.authentication = authentication;
    this.meters = meters;
  }

  /** The tree. */
  public Route routes() {
    return path(
        PathMatchers.segment("authn").slash("token"),
        () ->
            post(
                () ->
                    optionalHeaderValueByName(
                        "Authorization", header -> Form.of(form -> token(header, form)))));
  }

  private Route token(Optional<String> authorization, Form form) {
    meters.received(1);
    Optional<String> grantType = form.field("grant_type");
    if (grantType.isEmpty()) {
      return complete(Answers.error(400, "invalid_request", "grant_type is missing"));
    }
    if (!grantType.get().equals("client_credentials")) {
      return complete(Answers.error(400, "unsupported_grant_type", "only client_credentials"));
    }
    return ClientCredentials.of(authorization, form)
        .map(this::authenticated)
        .orElseGet(() -> complete(Answers.invalidClient()));
  }

  private Route authenticated(ClientCredentials credentials) {
    return completeWithFuture(
        authentication
            .authenticate(credentials.client(), credentials.secret())
            .thenApply(token -> token.map(this::issued).orElseGet(this::refused))
            .exceptionally(this::unavailable));
  }

  private HttpResponse issued(MintedToken token) {
    meters.done(1);
    return Answers.json(
        200,
        Answers.object()
            .put("access_token", token.token())
            .put("token_type", "Bearer")
            .put("expires_in", token.life().toSeconds()));
  }

  private HttpResponse refused() {
    meters.failed("invalid-client");
    return Answers.invalidClient();
  }

  private HttpResponse unavailable(Throwable failure) {
    LOG.warn("Clients cannot be authenticated: {}", failure.toString());
    meters.failed("unavailable");
    return Answers.unavailable();
  }
}
