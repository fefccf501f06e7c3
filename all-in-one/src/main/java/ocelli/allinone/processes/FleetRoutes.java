package ocelli.allinone.processes;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;

/**
 * What operators ask the whole: {@code GET /health/live}, {@code GET /health/ready}, {@code GET
 * /processes}, and {@code /processes/NAME/…}, which is NAME's own management port.
 */
final class FleetRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(4); // below the 5 s that probes wait
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ActorSystem<?> system;
  private final Fleet fleet;

  private FleetRoutes(ActorSystem<?> system, Fleet fleet) {
    this.system = system;
    this.fleet = fleet;
  }

  /** The routes, unsealed. */
  static Route of(ActorSystem<?> system, Fleet fleet) {
    FleetRoutes routes = new FleetRoutes(system, fleet);
    return Directives.concat(
        Directives.path(
            PathMatchers.segment("health").slash("live"),
            () -> Directives.get(() -> Directives.complete(json(200, Map.of("status", "live"))))),
        Directives.path(
            PathMatchers.segment("health").slash("ready"), () -> Directives.get(routes::ready)),
        Directives.path(
            "processes",
            () -> Directives.get(() -> Directives.complete(json(200, describe(fleet))))),
        Directives.pathPrefix(
            PathMatchers.segment("processes").slash(PathMatchers.segment()), routes::management));
  }

  /** Every process: its name, pid, addresses, log, and how often it was started again. */
  static ArrayNode describe(Fleet fleet) {
    ArrayNode all = JSON.createArrayNode();
    for (Child.State state : fleet.states()) {
      ObjectNode one = all.addObject().put("name", state.name()).put("service", state.service());
      one.put("pid", state.pid()).put("restarts", state.restarts());
      one.put("log", state.log().toString());
      Optional.ofNullable(state.place())
          .ifPresent(
              place -> {
                one.put("url", place.url().toString())
                    .put("management", place.management().toString());
                place.redirects().ifPresent(url -> one.put("redirects", url.toString()));
              });
    }
    return all;
  }

  private Route ready() {
    Map<String, CompletableFuture<Optional<String>>> answers = new LinkedHashMap<>();
    fleet.states().forEach(state -> answers.put(state.name(), problem(state)));
    return Directives.onSuccess(
        CompletableFuture.allOf(answers.values().toArray(CompletableFuture<?>[]::new)),
        all -> {
          Map<String, String> problems = new LinkedHashMap<>();
          answers.forEach(
              (name, answer) -> answer.join().ifPresent(wrong -> problems.put(name, wrong)));
          return Directives.complete(
              problems.isEmpty()
                  ? json(200, Map.of("status", "ready"))
                  : json(503, Map.of("status", "not ready", "problems", problems)));
        });
  }

  private CompletableFuture<Optional<String>> problem(Child.State state) {
    Place place = state.place();
    if (place == null) {
      return CompletableFuture.completedFuture(
          Optional.of("does not run; its log is " + state.log()));
    }
    if (state.service().equals("broker")) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return Http.get(system)
        .singleRequest(HttpRequest.GET(place.management() + "/health/ready"))
        .thenCompose(
            response ->
                response
                    .entity()
                    .toStrict(PATIENCE.toMillis(), system)
                    .thenApply(
                        body ->
                            response.status().intValue() == 200
                                ? Optional.<String>empty()
                                : Optional.of(body.getData().utf8String())))
        .toCompletableFuture()
        .completeOnTimeout(
            Optional.of("no answer in " + PATIENCE.toMillis() + " ms"),
            PATIENCE.toMillis(),
            TimeUnit.MILLISECONDS)
        .exceptionally(failure -> Optional.of(String.valueOf(failure.getMessage())));
  }

  private Route management(String name) {
    return Directives.extractRequest(
        request ->
            Directives.extractUnmatchedPath(
                rest ->
                    Directives.completeWithFuture(
                        fleet.states().stream()
                            .filter(state -> state.name().equals(name))
                            .findFirst()
                            .map(Child.State::place)
                            .map(place -> passed(request, place.management() + rest))
                            .orElseGet(FleetRoutes::unknown))));
  }

  private CompletionStage<HttpResponse> passed(HttpRequest request, String url) {
    String query = request.getUri().rawQueryString().map(text -> "?" + text).orElse("");
    return Http.get(system)
        .singleRequest(
            HttpRequest.create(url + query)
                .withMethod(request.method())
                .withEntity(request.entity()));
  }

  private static CompletionStage<HttpResponse> unknown() {
    return CompletableFuture.completedFuture(
        Problems.response(
            Problem.of(404, "not-found", "No process of that name is ready: see /processes")));
  }

  private static HttpResponse json(int status, Object body) {
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .withEntity(
            HttpEntities.create(ContentTypes.APPLICATION_JSON, JSON.valueToTree(body).toString()));
  }
}
