package ocelli.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
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
  void whatNoDatabaseTakes_isNobodysCode() throws Exception {
    assertThat(node.own("shop", "GET", "/links/a%00b").statusCode()).isEqualTo(404);
    assertThat(node.own("shop", "DELETE", "/links/a%00b").statusCode()).isEqualTo(404);
    HttpResponse<String> list = node.own("shop", "GET", "/links?after=a%00b");
    assertThat(list.statusCode()).isEqualTo(400);
    assertThat(LinksNode.json(list).path("field").asText()).isEqualTo("after");
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
}
