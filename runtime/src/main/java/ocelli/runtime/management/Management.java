package ocelli.runtime.management;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.management.javadsl.AkkaManagement;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import ocelli.runtime.health.Health;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;

/**
 * {@code GET /health/live}, {@code GET /health/ready}, {@code GET /metrics}, {@code GET
 * /cluster/members}, {@code GET|PUT /loggers/NAME?level=LEVEL}. The routes of Akka Management are
 * taken once and bound here, not by its own start: that lets requests without credentials in where
 * they are asked for (CVE-2025-46548; STACK, Akka 3).
 */
public final class Management {
  private static final Duration PATIENCE = Duration.ofSeconds(3); // below the 5 s that probes wait
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Health health;
  private final PrometheusMeterRegistry meters;

  private Management(Health health, PrometheusMeterRegistry meters) {
    this.health = health;
    this.meters = meters;
  }

  /**
   * Binds the port.
   *
   * @param more of the services, unsealed
   * @param host a private address: there are no credentials
   * @param port 0 for any that is free
   */
  public static CompletionStage<ServerBinding> bind(
      ActorSystem<?> system,
      Health health,
      PrometheusMeterRegistry meters,
      Route more,
      String host,
      int port) {
    Route own = new Management(health, meters).routes();
    Route all = Directives.concat(own, more, AkkaManagement.get(system).getRoutes());
    return Http.get(system).newServerAt(host, port).bind(Problems.sealed(all));
  }

  private Route routes() {
    return Directives.concat(
        Directives.path(
            PathMatchers.segment("health").slash("live"), () -> Directives.get(Management::live)),
        Directives.path(
            PathMatchers.segment("health").slash("ready"), () -> Directives.get(this::ready)),
        Directives.path("metrics", () -> Directives.get(this::metrics)),
        Directives.path(
            PathMatchers.segment("loggers").slash(PathMatchers.segment()), LogLevels::routes));
  }

  private static Route live() {
    return Directives.complete(json(200, Map.of("status", "live")));
  }

  private Route ready() {
    return Directives.onSuccess(
        health.problems(PATIENCE).thenCombine(health.degradations(PATIENCE), Management::readiness),
        Directives::complete);
  }

  private static HttpResponse readiness(Map<String, String> problems, Map<String, String> costs) {
    if (!problems.isEmpty()) {
      return json(503, Map.of("status", "not ready", "problems", problems, "degraded", costs));
    }
    return json(
        200,
        costs.isEmpty() ? Map.of("status", "ready") : Map.of("status", "ready", "degraded", costs));
  }

  private Route metrics() {
    return Directives.complete(
        HttpResponse.create()
            .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, meters.scrape())));
  }

  static HttpResponse json(int status, Object body) {
    try {
      return HttpResponse.create()
          .withStatus(StatusCodes.get(status))
          .withEntity(
              HttpEntities.create(
                  ContentTypes.create(MediaTypes.APPLICATION_JSON), JSON.writeValueAsString(body)));
    } catch (JsonProcessingException e) {
      return Problems.response(Problem.of(500, "internal", "cannot render the answer"));
    }
  }
}
