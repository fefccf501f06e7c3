package ocelli.authz.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.delete;
import static akka.http.javadsl.server.Directives.entity;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.parameterOptional;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEnd;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.Directives.withSizeLimit;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.unmarshalling.Unmarshaller;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.authz.core.PushUrlRules;
import ocelli.authz.grants.Registration;
import ocelli.authz.jdbc.ClientRegistry;
import ocelli.protocol.ClientId;
import ocelli.runtime.http.Problems;

/**
 * {@code /authz/clients}, for operators: register, list, give new secrets, revoke. Secrets are in
 * the answer that made them and nowhere else.
 */
public final class ClientRoutes {
  private static final int MAX_BYTES = 16_384; // ten times what a token can carry

  private final ClientRegistry registry;
  private final OperatorGuard guard;
  private final RegistrationRequest request;
  private final Clock clock;

  /** Routes to that registry, for operators. */
  public ClientRoutes(
      ClientRegistry registry, OperatorGuard guard, PushUrlRules urls, Clock clock) {
    this.registry = registry;
    this.guard = guard;
    this.request = new RegistrationRequest(urls);
    this.clock = clock;
  }

  /** The tree. */
  public Route routes() {
    return pathPrefix(
        PathMatchers.segment("authz").slash("clients"),
        () ->
            concat(
                pathEnd(() -> guard.guarded(this::all)),
                pathPrefix(
                    PathMatchers.segment(),
                    name ->
                        guard.guarded(
                            operator ->
                                ClientId.isValid(name)
                                    ? one(new ClientId(name), operator)
                                    : Refusals.unknownClient()))));
  }

  private Route all(String operator) {
    return concat(
        get(() -> Refusals.orUnavailable(registry.all().thenApply(ClientRoutes::listed))),
        post(
            () ->
                withSizeLimit(
                    MAX_BYTES,
                    () -> entity(Unmarshaller.entityToString(), body -> add(body, operator)))));
  }

  private Route one(ClientId client, String operator) {
    return concat(
        path(
            "rotate",
            () ->
                post(
                    () -> parameterOptional("revoke", revoke -> rotate(client, operator, revoke)))),
        path("rotate-webhook", () -> post(() -> shown(registry.rotateWebhook(client), 200))),
        pathEnd(
            () ->
                concat(
                    get(() -> found(registry.find(client))),
                    delete(() -> revoked(registry.revoke(client, operator))))));
  }

  /** With {@code revoke=true} the other secrets and all tokens end. */
  private Route rotate(ClientId client, String operator, Optional<String> revoke) {
    return switch (revoke.orElse("false")) {
      case "true" -> shown(registry.replace(client, operator), 200);
      case "false" -> shown(registry.rotate(client, operator), 200);
      default -> complete(Problems.response(Refusals.badField("revoke", "true or false")));
    };
  }

  private Route add(String body, String operator) {
    RegistrationRequest.Reading reading = request.read(body, clock.instant());
    if (reading instanceof RegistrationRequest.Bad bad) {
      return complete(Problems.response(bad.problem()));
    }
    Registration registration = ((RegistrationRequest.Read) reading).registration();
    return Refusals.orUnavailable(
        registry
            .add(registration, operator)
            .thenApply(
                added ->
                    added
                        .map(secrets -> Answers.json(201, json(secrets)))
                        .orElseGet(() -> Problems.response(Refusals.taken()))));
  }

  private static Route shown(CompletionStage<Optional<ClientRegistry.Shown>> secrets, int status) {
    return Refusals.orUnavailable(
        secrets.thenApply(
            found ->
                found
                    .map(shown -> Answers.json(status, json(shown)))
                    .orElseGet(ClientRoutes::none)));
  }

  private static Route found(CompletionStage<Optional<Registration>> registration) {
    return Refusals.orUnavailable(
        registration.thenApply(
            found -> found.map(one -> Answers.json(200, json(one))).orElseGet(ClientRoutes::none)));
  }

  private static Route revoked(CompletionStage<Boolean> revoked) {
    return Refusals.orUnavailable(
        revoked.thenApply(
            done ->
                done
                    ? HttpResponse.create().withStatus(StatusCodes.NO_CONTENT)
                    : Problems.response(Refusals.noClient())));
  }

  private static HttpResponse none() {
    return Problems.response(Refusals.noClient());
  }

  private static ObjectNode json(ClientRegistry.Shown shown) {
    ObjectNode body = Answers.object().put("client_id", shown.client().value());
    shown.secret().ifPresent(secret -> body.put("client_secret", secret.value()));
    shown.webhookSecret().ifPresent(secret -> body.put("webhook_secret", secret));
    return body;
  }

  private static HttpResponse listed(List<Registration> all) {
    ObjectNode body = Answers.object();
    ArrayNode clients = body.putArray("clients");
    all.forEach(one -> clients.add(json(one)));
    return Answers.json(200, body);
  }

  private static ObjectNode json(Registration one) {
    ObjectNode json =
        Answers.object()
            .put("client_id", one.client().value())
            .put("created_at", one.createdAt().toString());
    json.set("grants", one.claims().json());
    return json;
  }
}
