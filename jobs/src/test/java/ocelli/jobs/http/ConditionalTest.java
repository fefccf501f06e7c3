package ocelli.jobs.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionalTest {
  @ParameterizedTest
  @CsvSource({
    "'\"abc\"', true",
    "'W/\"abc\"', true",
    "'\"abc-gzip\"', true",
    "'\"x\", \"abc\"', true",
    "*, true",
    "abc, false",
    "'\"abcd\"', false"
  })
  void known_comparesTheName(String header, boolean known) {
    HttpRequest request = HttpRequest.GET("/").addHeader(RawHeader.create("If-None-Match", header));
    assertThat(Conditional.known(request, "abc")).isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, true",
    "'br, gzip;q=0.5', true",
    "'gzip;q=0', false",
    "'gzip; q=0.0', false",
    "identity, false",
    "x-gzip2, false"
  })
  void takesGzip_readsTheWeight(String header, boolean takes) {
    HttpRequest request =
        HttpRequest.GET("/").addHeader(RawHeader.create("Accept-Encoding", header));
    assertThat(Conditional.takesGzip(request)).isEqualTo(takes);
  }
}
