package ocelli.authz.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.optionalHeaderValueByName;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;

import akka.Done;
import akka.actor.ClassicActorSystemProvider;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.pattern.Patterns;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.authz.core.LoginThrottle;
import ocelli.authz.issue.Authentication;
import ocelli.authz.issue.MintedToken;
import ocelli.protocol.ClientId;
import ocelli.runtime.ServiceMeters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /authn/token}: a client's secret for an authentication token (RFC 6749, 4.4). */
public final class AuthnRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(AuthnRoutes.class);

  private final Authentication authentication;
  private final LoginThrottle throttle = new LoginThrottle();
  private final PeerAddress addresses;
  private final ClassicActorSystemProvider system;
  private final Clock clock;
  private final ServiceMeters meters;

  /** Routes to that. */
  public AuthnRoutes(
      Authentication authentication,
      PeerAddress addresses,
      ClassicActorSystemProvider system,
      Clock clock,
      ServiceMeters meters) {
    this.authentication = authentication;
    this.addresses = addresses;
    this.system = system;
    this.clock = clock;
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
                        "Authorization",
                        header ->
                            extractRequest(
                                request ->
                                    Form.of(form -> token(header, form, addresses.of(request)))))));
  }

  private Route token(Optional<String> authorization, Form form, String address) {
    meters.received(1);
    Optional<String> grantType = form.field("grant_type");
    if (grantType.isEmpty()) {
      return complete(Answers.error(400, "invalid_request", "grant_type is missing"));
    }
    if (!grantType.get().equals("client_credentials")) {
      return complete(Answers.error(400, "unsupported_grant_type", "only client_credentials"));
    }
    return ClientCredentials.of(authorization, form)
        .map(credentials -> authenticated(credentials, address))
        .orElseGet(() -> complete(Answers.invalidClient()));
  }

  private Route authenticated(ClientCredentials credentials, String address) {
    ClientId client = credentials.client();
    LoginThrottle.Admission admission = admission(client, address);
    if (admission instanceof LoginThrottle.Refused refused) {
      return complete(slowed(refused.until()));
    }
    CompletionStage<HttpResponse> answer =
        after(((LoginThrottle.Judged) admission).pause())
            .thenCompose(
                waited ->
                    authentication.authenticate(
                        client,
                        credentials.secret(),
                        () -> admission(client, address) instanceof LoginThrottle.Judged))
            .thenApply(outcome -> answer(client, address, outcome));
    return completeWithFuture(answer.exceptionally(this::unavailable));
  }

  private LoginThrottle.Admission admission(ClientId client, String address) {
    return throttle.admit(client, address, clock.instant());
  }

  private HttpResponse answer(ClientId client, String address, Authentication.Outcome outcome) {
    if (outcome instanceof Authentication.Issued issued) {
      throttle.succeeded(client, address);
      return issued(issued.token());
    }
    if (outcome instanceof Authentication.Passed) {
      return slowed(Duration.ZERO);
    }
    throttle.failed(client, address, clock.instant());
    return refused();
  }

  private HttpResponse slowed(Duration wait) {
    meters.failed("slow-down");
    return Answers.slowDown(wait);
  }

  private CompletionStage<Done> after(Duration pause) {
    return pause.isZero()
        ? CompletableFuture.completedFuture(Done.getInstance())
        : Patterns.after(
            pause, system, () -> CompletableFuture.completedFuture(Done.getInstance()));
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
