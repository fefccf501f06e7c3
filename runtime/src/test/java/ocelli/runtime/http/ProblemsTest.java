package ocelli.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.server.Directives;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  "akka.http.server.parsing.error-handler = " + ParsingProblems.class.getName())
              .withFallback(ConfigFactory.load()));
  private static ServerBinding server;

  @BeforeAll
  static void serve() throws Exception {
    var routes =
        Directives.concat(
            Directives.path("posts", () -> Directives.post(() -> Directives.complete("ok"))),
            Directives.path(
                "counts", () -> Directives.parameter("of", of -> Directives.complete(of))),
            Directives.path(
                "breaks",
                () ->
                    Directives.get(
                        () -> {
                          throw new IllegalStateException("secret detail");
                        })));
    server =
        Http.get(KIT.system())
            .newServerAt("127.0.0.1", 0)
            .bind(Problems.sealed(routes))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void sealed_unknownPath_is404() throws Exception {
    assertProblem(get("/nothing"), 404, "not-found");
  }

  @Test
  void sealed_wrongMethod_is405WithAllow() throws Exception {
    HttpResponse<String> response = get("/posts");
    assertProblem(response, 405, "method-not-allowed");
    assertThat(response.headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void sealed_missingParameter_is400NamingIt() throws Exception {
    HttpResponse<String> response = get("/counts");
    assertProblem(response, 400, "missing-parameter");
    assertThat(response.body()).contains("\"field\":\"of\"");
  }

  @Test
  void bind_headerThatNoTokenCanBe_is401NamingTheLimit() throws Exception {
    HttpResponse<String> response = get("/counts", "Bearer " + "x".repeat(9_000));
    assertProblem(response, 401, "header-too-long");
    assertThat(response.body()).contains("\"limit\":8192");
    assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @Test
  void bind_uriTooLong_is414NamingTheLimit() throws Exception {
    HttpResponse<String> response = get("/" + "x".repeat(9_000));
    assertProblem(response, 414, "uri-too-long");
    assertThat(response.body()).contains("\"limit\":2048");
  }

  @Test
  void sealed_bug_is500WithoutItsDetail() throws Exception {
    HttpResponse<String> response = get("/breaks");
    assertProblem(response, 500, "internal");
    assertThat(response.body()).doesNotContain("secret detail");
  }

  @Test
  void response_retryAfter_roundsUpToWholeSeconds() {
    var response = Problems.response(Problem.of(503, "full", "full"), Duration.ofMillis(1200));
    assertThat(response.getHeader("Retry-After").orElseThrow().value()).isEqualTo("2");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return get(path, "Bearer none");
  }

  private static HttpResponse<String> get(String path, String authorization) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.localAddress().getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", authorization).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(response.body()).contains("\"code\":\"" + code + "\"");
  }
}
