package ocelli.authz.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import ocelli.authz.issue.Delegation;
import ocelli.authz.issue.Exchange;
import ocelli.authz.verify.KeySource;
import ocelli.runtime.ServiceMeters;

/**
 * {@code POST /authz/token}: an authentication token for an authorisation token (RFC 8693), and
 * {@code GET /authz/jwks.json}: the public keys (RFC 7517).
 */
public final class AuthzRoutes {
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
  private static final Set<String> TOKEN_TYPES =
      Set.of(ACCESS_TOKEN, "urn:ietf:params:oauth:token-type:jwt"); // RFC 8693, 3

  private final Exchange exchange;
  private final Delegation delegation;
  private final KeySource keys;
  private final ServiceMeters meters;

  /** Routes to that. */
  public AuthzRoutes(
      Exchange exchange, Delegation delegation, KeySource keys, ServiceMeters meters) {
    this.exchange = exchange;
    this.delegation = delegation;
    this.keys = keys;
    this.meters = meters;
  }

  /** The tree. */
  public Route routes() {
    return concat(
        path(PathMatchers.segment("authz").slash("token"), () -> post(() -> Form.of(this::token))),
        path(
            PathMatchers.segment("authz").slash("jwks.json"),
            () -> get(() -> complete(Answers.json(200, KeysJson.of(keys.keys()))))));
  }

  private Route token(Form form) {
    meters.received(1);
    return badRequest(form)
        .map(refusal -> complete(refusal))
        .orElseGet(() -> completeWithFuture(exchanged(form).thenApply(this::answer)));
  }

  private CompletionStage<Exchange.Outcome> exchanged(Form form) {
    String subject = form.field("subject_token").orElseThrow();
    return form.field("actor_token")
        .map(actor -> delegation.exchange(subject, actor, form.field("scope")))
        .orElseGet(() -> exchange.exchange(subject, form.field("scope")));
  }

  private static Optional<HttpResponse> badRequest(Form form) {
    Optional<String> grantType = form.field("grant_type");
    if (grantType.isEmpty()) {
      return invalid("grant_type is missing");
    }
    if (!grantType.get().equals(EXCHANGE)) {
      return Optional.of(
          Answers.error(400, "unsupported_grant_type", "only token exchange (RFC 8693)"));
    }
    if (form.field("subject_token").isEmpty()) {
      return invalid("subject_token is missing");
    }
    if (form.field("subject_token_type").filter(TOKEN_TYPES::contains).isEmpty()) {
      return invalid("subject_token_type: access_token or jwt");
    }
    if (form.field("requested_token_type")
        .filter(type -> !TOKEN_TYPES.contains(type))
        .isPresent()) {
      return invalid("requested_token_type: access_token or jwt");
    }
    Optional<String> actorType = form.field("actor_token_type");
    return form.field("actor_token").isPresent() == actorType.isPresent()
            && actorType.filter(type -> !type.equals(ACCESS_TOKEN)).isEmpty()
        ? Optional.empty()
        : invalid("actor_token and actor_token_type: access_token, both or none"); // RFC 8693, 2.1
  }

  private static Optional<HttpResponse> invalid(String description) {
    return Optional.of(Answers.error(400, "invalid_request", description));
  }

  private HttpResponse answer(Exchange.Outcome outcome) {
    if (outcome instanceof Exchange.Issued issued) {
      meters.done(1);
      return Answers.json(200, body(issued));
    }
    if (outcome instanceof Exchange.Unavailable) {
      meters.failed("unavailable");
      return Answers.unavailable();
    }
    Exchange.Refused refused = (Exchange.Refused) outcome;
    meters.failed(refused.error());
    return Answers.error(400, refused.error(), refused.description());
  }

  private static ObjectNode body(Exchange.Issued issued) {
    ObjectNode body =
        Answers.object()
            .put("access_token", issued.token().token())
            .put("issued_token_type", ACCESS_TOKEN)
            .put("token_type", "Bearer")
            .put("expires_in", issued.token().life().toSeconds())
            .put("scope", String.join(" ", issued.grants().byPattern().keySet()));
    return issued.degraded() ? body.put("degraded", true) : body;
  }
}
