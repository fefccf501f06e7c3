package ocelli.jobs.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.Test;

class SameOriginTest {
  @Test
  void reading_withoutAWord_isTrusted() {
    assertThat(SameOrigin.trusted(request(HttpMethods.GET))).isTrue();
  }

  @Test
  void acting_withoutAWord_isNot() {
    assertThat(SameOrigin.trusted(request(HttpMethods.POST))).isFalse();
    assertThat(SameOrigin.trusted(request(HttpMethods.DELETE))).isFalse();
  }

  @Test
  void acting_fromOurOwnPages_isTrusted() {
    HttpRequest post = request(HttpMethods.POST);
    assertThat(SameOrigin.trusted(with(post, "Origin", "https://ocelli.example:8443"))).isTrue();
    assertThat(SameOrigin.trusted(with(post, "Sec-Fetch-Site", "same-origin"))).isTrue();
  }

  @Test
  void anything_fromElsewhere_isNot() {
    for (HttpMethod method : new HttpMethod[] {HttpMethods.GET, HttpMethods.POST}) {
      HttpRequest request = request(method);
      assertThat(SameOrigin.trusted(with(request, "Origin", "https://evil.example"))).isFalse();
      assertThat(SameOrigin.trusted(with(request, "Origin", "https://ocelli.example"))).isFalse();
      assertThat(SameOrigin.trusted(with(request, "Origin", "null"))).isFalse();
      assertThat(SameOrigin.trusted(with(request, "Sec-Fetch-Site", "cross-site"))).isFalse();
      assertThat(SameOrigin.trusted(with(request, "Sec-Fetch-Site", "same-site"))).isFalse();
    }
  }

  @Test
  void otherUpgrade_isAnOrdinaryRequest() {
    assertThat(SameOrigin.trusted(with(request(HttpMethods.GET), "Upgrade", "h2c"))).isTrue();
  }

  @Test
  void webSocket_needsCertainty() {
    HttpRequest opening = with(request(HttpMethods.GET), "Upgrade", "websocket");
    assertThat(SameOrigin.trusted(opening)).isFalse();
    assertThat(SameOrigin.trusted(with(opening, "Origin", "http://ocelli.example:8443"))).isTrue();
    assertThat(SameOrigin.trusted(with(opening, "Origin", "http://evil.example"))).isFalse();
  }

  private static HttpRequest request(HttpMethod method) {
    return with(HttpRequest.create("/queue/1").withMethod(method), "Host", "ocelli.example:8443");
  }

  private static HttpRequest with(HttpRequest request, String name, String value) {
    return request.addHeader(RawHeader.create(name, value));
  }
}
