package ocelli.authz.http;

import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.delete;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEnd;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.post;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import ocelli.authz.issue.Secrets;
import ocelli.protocol.ClientId;

/**
 * {@code POST /authn/clients/{id}/secrets} and {@code DELETE /authn/clients/{id}}: authn's part in
 * a registration, for authz's role in another process.
 */
public final class SecretRoutes {
  private final Secrets secrets;
  private final OperatorGuard guard;

  /** Routes to those, for operators. */
  public SecretRoutes(Secrets secrets, OperatorGuard guard) {
    this.secrets = secrets;
    this.guard = guard;
  }

  /** The tree. */
  public Route routes() {
    return pathPrefix(
        PathMatchers.segment("authn").slash("clients"),
        () ->
            pathPrefix(
                PathMatchers.segment(),
                name ->
                    guard.guarded(
                        operator ->
                            ClientId.isValid(name)
                                ? client(new ClientId(name), operator)
                                : Refusals.unknownClient())));
  }

  private Route client(ClientId client, String operator) {
    return concat(
        path("secrets", () -> post(() -> add(client, operator))),
        pathEnd(() -> delete(() -> remove(client, operator))));
  }

  private Route add(ClientId client, String operator) {
    return Refusals.orUnavailable(
        secrets
            .add(client, operator)
            .thenApply(
                secret ->
                    Answers.json(201, Answers.object().put("client_secret", secret.value()))));
  }

  private Route remove(ClientId client, String operator) {
    return Refusals.orUnavailable(
        secrets
            .remove(client, operator)
            .thenApply(removed -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT)));
  }
}
