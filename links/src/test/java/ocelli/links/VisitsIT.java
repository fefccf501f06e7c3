package ocelli.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import ocelli.authz.verify.Capabilities;
import ocelli.authz.verify.Capability;
import ocelli.links.LinksNode.Door;
import ocelli.links.caffeine.PasswordTries;
import ocelli.links.netty.Peer;
import ocelli.protocol.ClientId;
import ocelli.testkit.LiveBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Visits of short links over HTTP, at either door, on a real database. */
class VisitsIT {
  private static LinksNode node;

  @BeforeAll
  static void start() throws Exception {
    node = LinksNode.start(LiveBackend.shared().newDatabase(), "");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @ParameterizedTest
  @EnumSource
  void visit_plain_permanentAndShortlyKept(Door door) throws Exception {
    String code = node.make("shop", "{\"url\":\"https://example.com/plain-" + door + "?a=b\"}");
    HttpResponse<String> answer = node.visit(door, code);
    assertThat(answer.statusCode()).isEqualTo(301);
    assertThat(answer.headers().firstValue("Location"))
        .contains("https://example.com/plain-" + door + "?a=b");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("private, max-age=60");
  }

  @ParameterizedTest
  @EnumSource
  void visit_expiring_foundThenGone(Door door) throws Exception {
    String code = node.make("shop", "{\"url\":\"https://example.com/soon\",\"expires\":3600}");
    HttpResponse<String> answer = node.visit(door, code);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");

    String brief = node.make("shop", "{\"url\":\"https://example.com/brief\",\"expires\":1}");
    Await.until(() -> node.visit(door, brief).statusCode() == 410);
    assertThat(LinksNode.json(node.visit(door, brief)).path("code").asText())
        .isEqualTo("link-expired");
  }

  @ParameterizedTest
  @EnumSource
  void visit_cappedByManyAtATime_exactlyTheCap(Door door) throws Exception {
    String code = node.make("shop", "{\"url\":\"https://example.com/cap\",\"max_visits\":20}");
    ExecutorService visitors = Executors.newFixedThreadPool(16);
    List<Callable<Integer>> visits =
        IntStream.range(0, 100)
            .<Callable<Integer>>mapToObj(i -> () -> node.visit(door, code).statusCode())
            .toList();
    int opened = 0;
    for (Future<Integer> visit : visitors.invokeAll(visits)) {
      opened += visit.get() == 302 ? 1 : 0;
    }
    assertThat(opened).isEqualTo(20);
    assertThat(LinksNode.json(node.visit(door, code)).path("code").asText())
        .isEqualTo("link-spent");
    assertThat(LinksNode.json(node.own("shop", "GET", "/links/" + code)).path("visits").asInt())
        .isEqualTo(20);
  }

  @ParameterizedTest
  @EnumSource
  void head_capped_doesNotCount(Door door) throws Exception {
    String code = node.make("shop", "{\"url\":\"https://example.com/head\",\"max_visits\":1}");
    HttpRequest.Builder head =
        HttpRequest.newBuilder(node.uri(door, "/l/" + code))
            .method("HEAD", HttpRequest.BodyPublishers.noBody());
    assertThat(node.send(head).statusCode()).isEqualTo(302);
    assertThat(node.visit(door, code).statusCode()).isEqualTo(302);
    assertThat(node.visit(door, code).statusCode()).isEqualTo(410);
  }

  @ParameterizedTest
  @EnumSource
  void visit_password_askedByPageAndByBasic(Door door) throws Exception {
    String code =
        node.make("shop", "{\"url\":\"https://example.com/secret\",\"password\":\"open sesame\"}");
    HttpResponse<String> program = node.visit(door, code);
    assertThat(program.statusCode()).isEqualTo(401);
    assertThat(program.headers().firstValue("WWW-Authenticate"))
        .get()
        .asString()
        .startsWith("Basic");
    HttpResponse<String> browser = node.visit(door, code, "Accept", "text/html,*/*");
    assertThat(browser.statusCode()).isEqualTo(401);
    assertThat(browser.headers().firstValue("WWW-Authenticate"))
        .get()
        .asString()
        .doesNotContain("Basic");
    assertThat(browser.body()).contains("<form method=\"post\">").doesNotContain("example.com");

    assertThat(node.visitWithPassword(door, code, "open sesame").headers().firstValue("Location"))
        .contains("https://example.com/secret");
    assertThat(node.form(door, code, "password=open+sesame").statusCode()).isEqualTo(303);
    assertThat(node.form(door, code, "password=wrong").body()).contains("not the password");
    assertThat(node.form(door, code, "").statusCode()).isEqualTo(400);
  }

  /** Side by side: one by one, ten slow hashes may outlast the minute that they are counted in. */
  @ParameterizedTest
  @EnumSource
  void visit_wrongPasswords_throttled(Door door) throws Exception {
    String code =
        node.make("shop", "{\"url\":\"https://example.com/tried\",\"password\":\"open sesame\"}");
    ExecutorService threads = Executors.newCachedThreadPool();
    CompletionService<Integer> answers = new ExecutorCompletionService<>(threads);
    for (int i = 0; i <= PasswordTries.MOST; i++) {
      String password = "wrong" + i;
      answers.submit(() -> node.visitWithPassword(door, code, password).statusCode());
    }
    List<Integer> statuses = new ArrayList<>();
    while (!statuses.contains(429)) {
      statuses.add(answers.take().get());
    }
    HttpResponse<String> answer = node.visitWithPassword(door, code, "open sesame");
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("60");
    while (statuses.size() <= PasswordTries.MOST) {
      statuses.add(answers.take().get());
    }
    threads.shutdown();
    assertThat(statuses).containsOnlyOnce(429).containsOnly(401, 429);
  }

  @ParameterizedTest
  @EnumSource
  void visit_job_leadsToACapability(Door door) throws Exception {
    String code = node.make("shop", "{\"job\":7,\"scope\":[\"once\",\"no-faces\"]}");
    assertThat(code).hasSize(22);
    String location = node.visit(door, code).headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith("/shared/");
    Capability capability = read(location.substring("/shared/".length()));
    assertThat(capability.owner()).isEqualTo(new ClientId("shop"));
    assertThat(capability.job()).isEqualTo(7);
    assertThat(capability.scope()).isEqualTo(Set.of("once", "no-faces"));
    assertThat(capability.code()).isEqualTo(code);
    assertThat(node.visit(door, code).statusCode()).isEqualTo(410);
  }

  private static Capability read(String text) {
    Capabilities capabilities = new Capabilities(LinksNode.KEYS, Clock.systemUTC(), new Random(1));
    return ((Capabilities.Good) capabilities.read(text)).capability();
  }

  @ParameterizedTest
  @EnumSource
  void visit_nobodys_pageOrProblem(Door door) throws Exception {
    HttpResponse<String> program = node.visit(door, "zzzzzzzzzz");
    assertThat(program.statusCode()).isEqualTo(404);
    assertThat(LinksNode.json(program).path("code").asText()).isEqualTo("no-such-link");
    HttpResponse<String> browser = node.visit(door, "zzzzzzzzzz", "Accept", "text/html");
    assertThat(browser.statusCode()).isEqualTo(404);
    assertThat(browser.body()).contains("<h1>No such link</h1>");
    assertThat(browser.headers().firstValue("Content-Security-Policy"))
        .get()
        .asString()
        .contains("default-src 'none'");
  }

  @ParameterizedTest
  @EnumSource
  void delete_own_forgottenAndMadeAgain(Door door) throws Exception {
    String wish = "{\"url\":\"https://example.com/deleted-" + door + "\"}";
    String code = node.make("shop", wish);
    assertThat(node.visit(door, code).statusCode()).isEqualTo(301);
    assertThat(node.own("other", "DELETE", "/links/" + code).statusCode()).isEqualTo(404);
    assertThat(node.own("shop", "DELETE", "/links/" + code).statusCode()).isEqualTo(204);
    assertThat(node.visit(door, code).statusCode()).isEqualTo(404);
    assertThat(node.own("shop", "DELETE", "/links/" + code).statusCode()).isEqualTo(404);
    assertThat(node.make("shop", wish)).isEqualTo(code);
    assertThat(node.visit(door, code).statusCode()).isEqualTo(301);
  }

  @ParameterizedTest
  @EnumSource
  void help_isAPage(Door door) throws Exception {
    HttpResponse<String> page = node.send(HttpRequest.newBuilder(node.uri(door, "/links/help")));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<h1>Short links</h1>");
    assertThat(node.send(HttpRequest.newBuilder(node.uri(door, "/links/links.css"))).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void visit_again_answeredByCache(Door door) throws Exception {
    String code = node.make("shop", "{\"url\":\"https://example.com/metered-" + door + "\"}");
    double database = node.lookups("database");
    double cache = node.lookups("cache");
    node.visit(door, code);
    node.visit(door, code);
    node.visit(door, code);
    assertThat(node.lookups("database") - database).isEqualTo(1);
    assertThat(node.lookups("cache") - cache).isEqualTo(2);
  }

  /** Whatever is asked, and whether memory, the routes or nobody answers it. */
  @ParameterizedTest
  @CsvSource({
    "GET, /l/{code}, '', ''",
    "GET, /l/{code}?utm=1, '', ''",
    "HEAD, /l/{code}, '', ''",
    "GET, /l/zzzzzzzzzz, '', ''",
    "GET, /l/zzzzzzzzzz, text/html, ''",
    "HEAD, /l/zzzzzzzzzz, '', ''",
    "GET, /l/{locked}, '', ''",
    "GET, /l/{locked}, text/html, ''",
    "HEAD, /l/{locked}, '', ''",
    "POST, /l/{locked}, text/html, password=open+sesame",
    "POST, /l/{code}, '', password=any",
    "POST, /l/{locked}, '', colour=red",
    "GET, /l/, '', ''",
    "GET, /l/a%20b, '', ''",
    "GET, /l/a/b, '', ''",
    "PUT, /l/{code}, '', ''",
    "DELETE, /l/{code}, '', ''",
    "GET, /links/help, '', ''",
    "GET, /links/links.css, '', ''",
    "GET, /elsewhere, '', ''"
  })
  void visit_sameAnswerAtEitherDoor(String method, String path, String accept, String body)
      throws Exception {
    String code = node.make("shop", "{\"url\":\"https://example.com/same\",\"expires\":3600}");
    String locked =
        node.make("shop", "{\"url\":\"https://example.com/l\",\"password\":\"open sesame\"}");
    String place = path.replace("{code}", code).replace("{locked}", locked);
    Peer.Answer one = ask(Door.PUBLIC, method, place, accept, body);
    Peer.Answer other = ask(Door.REDIRECTS, method, place, accept, body);
    assertThat(other.status()).isEqualTo(one.status());
    assertThat(undated(method, other)).isEqualTo(undated(method, one));
    assertThat(other.body()).isEqualTo(one.body());
    assertThat(other.headers().get("date")).endsWith(" GMT");
  }

  /** As browsers do: a request without a body says nothing of its length. */
  private static Peer.Answer ask(Door door, String method, String path, String accept, String body)
      throws Exception {
    StringBuilder request =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    if (!accept.isEmpty()) {
      request.append("Accept: ").append(accept).append("\r\n");
    }
    if (!body.isEmpty()) {
      request.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ");
      request.append(body.length()).append("\r\n");
    }
    try (Peer peer = Peer.of(node.address(door))) {
      peer.send(request + "\r\n" + body);
      return method.equals("HEAD") ? peer.readHead() : peer.read();
    }
  }

  private static Map<String, String> undated(String method, Peer.Answer answer) {
    Map<String, String> headers = new TreeMap<>(answer.headers());
    headers.remove("date");
    if (method.equals("HEAD")) {
      headers.remove("content-length"); // as it may (RFC 9110, 8.6), and Akka does not say it
    }
    return headers;
  }
}
