package ocelli.authz.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Answers in JSON that nobody caches, and errors as RFC 6749, 5.2 has them. */
final class Answers {
  private static final String RETRY_SECONDS = "5"; // as long as the database is left alone

  private Answers() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static HttpResponse json(int status, JsonNode body) {
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .withEntity(ContentTypes.APPLICATION_JSON, body.toString())
        .addHeader(RawHeader.create("Cache-Control", "no-store"));
  }

  static HttpResponse error(int status, String error, String description) {
    return json(status, object().put("error", error).put("error_description", description));
  }

  static HttpResponse invalidClient() {
    return error(401, "invalid_client", "client_id and client_secret do not match")
        .addHeader(RawHeader.create("WWW-Authenticate", "Basic realm=\"ocelli\""));
  }

  static HttpResponse slowDown(Duration wait) {
    return error(429, "slow_down", "too many attempts failed: wait, then try again")
        .addHeader(RawHeader.create("Retry-After", Long.toString(wait.toSeconds() + 1)));
  }

  static HttpResponse unavailable() {
    return error(503, "temporarily_unavailable", "the registry does not answer: try again")
        .addHeader(RawHeader.create("Retry-After", RETRY_SECONDS));
  }
}
