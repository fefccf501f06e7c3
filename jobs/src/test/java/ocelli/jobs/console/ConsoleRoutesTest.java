package ocelli.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorSystem;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.function.Function;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ocelli.runtime.http.Problems;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleRoutesTest {
  private static final Pattern LINK =
      Pattern.compile("(?:href|src)=\"(/console/[0-9a-f]{16}/[^\"]+)\"");
  private static ActorSystem system;
  private static Function<HttpRequest, CompletionStage<HttpResponse>> server;

  @BeforeAll
  static void start() {
    system = ActorSystem.create("console", ConfigFactory.load());
    server = Problems.sealed(ConsoleRoutes.load().routes()).function(system);
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console"})
  void entrances_leadToTheConsole(String path) throws Exception {
    HttpResponse answer = get(path);
    assertThat(answer.status().intValue()).isEqualTo(302);
    assertThat(header(answer, "Location")).isEqualTo("/console/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/console/", "/console/help", "/shared/any.thing"})
  void pages_areAskedForAgain_andKeepToThemselves(String path) throws Exception {
    HttpResponse answer = get(path);
    assertThat(answer.status().intValue()).isEqualTo(200);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    assertThat(header(answer, "Content-Security-Policy"))
        .startsWith("default-src 'self'")
        .doesNotContain("unsafe", "http:", "https:", "*");
    assertThat(get(path, "If-None-Match", header(answer, "ETag")).status().intValue())
        .isEqualTo(304);
  }

  @Test
  void everythingThatPagesName_isThere_forGood() throws Exception {
    for (String page : List.of("/console/", "/console/help", "/shared/any.thing")) {
      String html = body(get(page));
      assertThat(html).doesNotContain("{base}", "{styles}", "{modules}", "<style", "onclick");
      Matcher links = LINK.matcher(html);
      while (links.find()) {
        HttpResponse file = get(links.group(1));
        assertThat(file.status().intValue()).as(links.group(1)).isEqualTo(200);
        assertThat(header(file, "Cache-Control")).contains("immutable");
      }
    }
  }

  @Test
  void files_goOutCompressed_whereThatIsUnderstood() throws Exception {
    Matcher script = Pattern.compile("src=\"([^\"]+main.js)\"").matcher(body(get("/console/")));
    assertThat(script.find()).isTrue();
    HttpResponse zipped = get(script.group(1), "Accept-Encoding", "br, gzip");
    assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
    assertThat(get(script.group(1)).getHeader("Content-Encoding")).isEmpty();
  }

  @Test
  void files_ofAnotherBuild_areNotKept() throws Exception {
    assertThat(header(get("/console/0000000000000000/main.js"), "Cache-Control"))
        .isEqualTo("no-cache");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/x/index.html",
        "/console/x/none.js",
        "/console/x/..%2f..%2freference.conf",
        "/console/x/",
        "/shared"
      })
  void nothingElse_isThere(String path) throws Exception {
    assertThat(get(path).status().intValue()).isEqualTo(404);
  }

  private static HttpResponse get(String path) throws Exception {
    return server.apply(HttpRequest.GET(path)).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static HttpResponse get(String path, String name, String value) throws Exception {
    return server
        .apply(HttpRequest.GET(path).addHeader(RawHeader.create(name, value)))
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private static String header(HttpResponse response, String name) {
    return response.getHeader(name).map(HttpHeader::value).orElse("");
  }

  private static String body(HttpResponse response) throws Exception {
    return response
        .entity()
        .toStrict(60_000, system)
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS)
        .getData()
        .utf8String();
  }
}
