package ocelli.authz.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators are refused with. */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5); // a failover is over by then

  private Refusals() {}

  static Route unknownClient() {
    return Directives.complete(Problems.response(noClient()));
  }

  static Problem noClient() {
    return Problem.of(404, "no-such-client", "There is no client of that name");
  }

  static Problem taken() {
    return Problem.of(409, "client-exists", "The name is taken, or was a revoked client's");
  }

  static HttpResponse tooManyAttempts(Duration wait) {
    return Problems.response(
        Problem.of(429, "too-many-attempts", "Too many attempts failed: wait, then try again"),
        wait.plusSeconds(1));
  }

  /** The answer, or 503 where a registry does not answer. */
  static Route orUnavailable(CompletionStage<HttpResponse> answer) {
    return Directives.completeWithFuture(
        answer.exceptionally(
            failure -> {
              LOG.warn("A registry does not answer an operator: {}", failure.toString());
              return Problems.response(
                  Problem.of(503, "registry-unavailable", "A registry does not answer: try again"),
                  RETRY_AFTER);
            }));
  }

  static Problem badField(String field, String detail) {
    return Problem.of(400, "bad-" + field.replace('_', '-'), detail).with("field", field);
  }
}
