package ocelli.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import ocelli.authz.verify.Capabilities;
import ocelli.authz.verify.Capability;
import ocelli.protocol.ClientId;
import ocelli.testkit.LiveBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short links over HTTP, on a real database. */
class LinksIT {
  private static LinksNode node;

  @BeforeAll
  static void start() throws Exception {
    node = LinksNode.start(LiveBackend.shared().newDatabase(), "");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void post_sameClientAndUrl_sameCode() throws Exception {
    String wish = "{\"url\":\"https://example.com/same\"}";
    HttpResponse<String> first = node.post(LinksNode.token("shop"), wish);
    HttpResponse<String> second = node.post(LinksNode.token("shop"), wish);
    HttpResponse<String> others = node.post(LinksNode.token("other"), wish);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(others.statusCode()).isEqualTo(201);
    String code = LinksNode.json(first).path("code").asText();
    assertThat(LinksNode.json(others).path("code").asText()).isNotEqualTo(code);
    assertThat(LinksNode.json(first).path("short").asText())
        .isEqualTo(node.uri("/l/" + code).toString());
    assertThat(first.headers().firstValue("Location")).contains("/links/" + code);
  }

  @Test
  void post_withOption_eachItsOwn() throws Exception {
    String wish = "{\"url\":\"https://example.com/own\",\"max_visits\":3}";
    assertThat(node.make("shop", wish)).isNotEqualTo(node.make("shop", wish));
  }

  @Test
  void visit_plain_permanentAndShortlyKept() throws Exception {
    String code = node.make("shop", "{\"url\":\"https://example.com/plain?a=b\"}");
    HttpResponse<String> answer = node.visit(code);
    assertThat(answer.statusCode()).isEqualTo(301);
    assertThat(answer.headers().firstValue("Location")).contains("https://example.com/plain?a=b");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("private, max-age=60");
  }

  @Test
  void visit_expiring_foundThenGone() throws Exception {
    String code = node.make("shop", "{\"url\":\"https://example.com/soon\",\"expires\":3600}");
    HttpResponse<String> answer = node.visit(code);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");

    String brief = node.make("shop", "{\"url\":\"https://example.com/brief\",\"expires\":1}");
    Await.until(() -> node.visit(brief).statusCode() == 410);
    assertThat(LinksNode.json(node.visit(brief)).path("code").asText()).isEqualTo("link-expired");
  }

  @Test
  void visit_cappedByManyAtATime_exactlyTheCap() throws Exception {
    String code = node.make("shop", "{\"url\":\"https://example.com/cap\",\"max_visits\":20}");
    ExecutorService visitors = Executors.newFixedThreadPool(16);
    List<Callable<Integer>> visits =
        IntStream.range(0, 100)
            .<Callable<Integer>>mapToObj(i -> () -> node.visit(code).statusCode())
            .toList();
    int opened = 0;
    for (Future<Integer> visit : visitors.invokeAll(visits)) {
      opened += visit.get() == 302 ? 1 : 0;
    }
    assertThat(opened).isEqualTo(20);
    assertThat(LinksNode.json(node.visit(code)).path("code").asText()).isEqualTo("link-spent");
    assertThat(LinksNode.json(node.own("shop", "GET", "/links/" + code)).path("visits").asInt())
        .isEqualTo(20);
  }

  @Test
  void head_capped_doesNotCount() throws Exception {
    String code = node.make("shop", "{\"url\":\"https://example.com/head\",\"max_visits\":1}");
    HttpRequest.Builder head =
        HttpRequest.newBuilder(node.uri("/l/" + code))
            .method("HEAD", HttpRequest.BodyPublishers.noBody());
    assertThat(node.send(head).statusCode()).isEqualTo(302);
    assertThat(node.visit(code).statusCode()).isEqualTo(302);
    assertThat(node.visit(code).statusCode()).isEqualTo(410);
  }

  @Test
  void visit_password_askedByPageAndByBasic() throws Exception {
    String code =
        node.make("shop", "{\"url\":\"https://example.com/secret\",\"password\":\"open sesame\"}");
    HttpResponse<String> program = node.visit(code);
    assertThat(program.statusCode()).isEqualTo(401);
    assertThat(program.headers().firstValue("WWW-Authenticate"))
        .get()
        .asString()
        .startsWith("Basic");
    HttpResponse<String> browser = node.visit(code, "Accept", "text/html,*/*");
    assertThat(browser.statusCode()).isEqualTo(401);
    assertThat(browser.headers().firstValue("WWW-Authenticate"))
        .get()
        .asString()
        .doesNotContain("Basic");
    assertThat(browser.body()).contains("<form method=\"post\">").doesNotContain("example.com");

    assertThat(node.visitWithPassword(code, "open sesame").headers().firstValue("Location"))
        .contains("https://example.com/secret");
    assertThat(node.form(code, "password=open+sesame").statusCode()).isEqualTo(303);
    assertThat(node.form(code, "password=wrong").body()).contains("not the password");
    assertThat(node.form(code, "").statusCode()).isEqualTo(400);
  }

  @Test
  void visit_wrongPasswords_throttled() throws Exception {
    String code =
        node.make("shop", "{\"url\":\"https://example.com/tried\",\"password\":\"open sesame\"}");
    for (int i = 0; i < 10; i++) {
      assertThat(node.visitWithPassword(code, "wrong" + i).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> answer = node.visitWithPassword(code, "open sesame");
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("60");
  }

  @Test
  void visit_job_leadsToACapability() throws Exception {
    String code = node.make("shop", "{\"job\":7,\"scope\":[\"once\",\"no-faces\"]}");
    assertThat(code).hasSize(22);
    String location = node.visit(code).headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith("/shared/");
    Capability capability = read(location.substring("/shared/".length()));
    assertThat(capability.owner()).isEqualTo(new ClientId("shop"));
    assertThat(capability.job()).isEqualTo(7);
    assertThat(capability.scope()).isEqualTo(Set.of("once", "no-faces"));
    assertThat(capability.code()).isEqualTo(code);
    assertThat(node.visit(code).statusCode()).isEqualTo(410);
  }

  private static Capability read(String text) {
    Capabilities capabilities = new Capabilities(LinksNode.KEYS, Clock.systemUTC(), new Random(1));
    return ((Capabilities.Good) capabilities.read(text)).capability();
  }

  @Test
  void visit_nobodys_pageOrProblem() throws Exception {
    HttpResponse<String> program = node.visit("zzzzzzzzzz");
    assertThat(program.statusCode()).isEqualTo(404);
    assertThat(LinksNode.json(program).path("code").asText()).isEqualTo("no-such-link");
    HttpResponse<String> browser = node.visit("zzzzzzzzzz", "Accept", "text/html");
    assertThat(browser.statusCode()).isEqualTo(404);
    assertThat(browser.body()).contains("<h1>No such link</h1>");
    assertThat(browser.headers().firstValue("Content-Security-Policy"))
        .get()
        .asString()
        .contains("default-src 'none'");
  }

  @Test
  void delete_own_forgottenAndMadeAgain() throws Exception {
    String wish = "{\"url\":\"https://example.com/deleted\"}";
    String code = node.make("shop", wish);
    assertThat(node.visit(code).statusCode()).isEqualTo(301);
    assertThat(node.own("other", "DELETE", "/links/" + code).statusCode()).isEqualTo(404);
    assertThat(node.own("shop", "DELETE", "/links/" + code).statusCode()).isEqualTo(204);
    assertThat(node.visit(code).statusCode()).isEqualTo(404);
    assertThat(node.own("shop", "DELETE", "/links/" + code).statusCode()).isEqualTo(404);
    assertThat(node.make("shop", wish)).isEqualTo(code);
    assertThat(node.visit(code).statusCode()).isEqualTo(301);
  }

  @Test
  void get_links_onlyOwn() throws Exception {
    String code = node.make("lister", "{\"job\":3,\"scope\":[\"no-faces\"],\"expires\":60}");
    assertThat(node.own("lister", "GET", "/links").body()).contains(code).contains("no-faces");
    assertThat(node.own("shop", "GET", "/links").body()).doesNotContain(code);
    assertThat(node.own("lister", "GET", "/links/" + code).statusCode()).isEqualTo(200);
    assertThat(node.own("shop", "GET", "/links/" + code).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | url",
        "{\"url\":\"https://e.com/\",\"job\":1} | url",
        "{\"url\":5} | url",
        "{\"url\":\"http://192.168.1.1/\"} | url",
        "{\"url\":\"https://e.com/\",\"scope\":[\"once\"]} | scope",
        "{\"job\":1,\"scope\":[\"twice\"]} | scope",
        "{\"job\":0} | job",
        "{\"url\":\"https://e.com/\",\"expires\":\"tomorrow\"} | expires",
        "{\"url\":\"https://e.com/\",\"expires\":\"2020-01-01T00:00:00Z\"} | expires",
        "{\"url\":\"https://e.com/\",\"max_visits\":0} | max_visits",
        "{\"url\":\"https://e.com/\",\"password\":\"short\"} | password",
        "{\"url\":\"https://e.com/\",\"colour\":\"red\"} | colour",
        "[] | body",
        "{\"url\": | body"
      })
  void post_bad_namesTheField(String body, String field) throws Exception {
    HttpResponse<String> answer = node.post(LinksNode.token("shop"), body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(LinksNode.json(answer).path("code").asText()).isEqualTo("bad-field");
    assertThat(LinksNode.json(answer).path("field").asText()).isEqualTo(field);
  }

  @Test
  void post_ourOwnLink_refused() throws Exception {
    HttpResponse<String> answer =
        node.post(LinksNode.token("shop"), "{\"url\":\"" + node.uri("/l/abc") + "\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("short link already");
  }

  @Test
  void post_withoutRight_refused() throws Exception {
    String wish = "{\"url\":\"https://example.com/\"}";
    assertThat(node.post("nonsense", wish).statusCode()).isEqualTo(401);
    HttpResponse<String> missing = node.post(LinksNode.tokenWithout("shop"), wish);
    assertThat(missing.statusCode()).isEqualTo(403);
    assertThat(LinksNode.json(missing).path("code").asText()).isEqualTo("missing-claim");
    HttpResponse<String> degraded = node.post(LinksNode.degraded("shop"), wish);
    assertThat(degraded.statusCode()).isEqualTo(403);
    assertThat(LinksNode.json(degraded).path("code").asText()).isEqualTo("degraded-token");
  }

  @Test
  void help_isAPage() throws Exception {
    HttpResponse<String> page = node.send(HttpRequest.newBuilder(node.uri("/links/help")));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<h1>Short links</h1>");
    assertThat(node.send(HttpRequest.newBuilder(node.uri("/links/links.css"))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void visit_again_answeredByCache() throws Exception {
    String code = node.make("shop", "{\"url\":\"https://example.com/metered\"}");
    double database = node.lookups("database");
    double cache = node.lookups("cache");
    node.visit(code);
    node.visit(code);
    node.visit(code);
    assertThat(node.lookups("database") - database).isEqualTo(1);
    assertThat(node.lookups("cache") - cache).isEqualTo(2);
  }
}
