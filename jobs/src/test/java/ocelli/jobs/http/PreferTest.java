package ocelli.jobs.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferTest {
  private static final Duration MOST = Duration.ofSeconds(30);

  @ParameterizedTest
  @CsvSource({
    "wait=10, 10",
    "'respond-async, wait=10', 10",
    "wait = \"5\", 5",
    "wait=100, 30",
    "wait=0, 0"
  })
  void wait_isRead_andBounded(String value, long seconds) {
    assertThat(Prefer.wait(request(value), MOST)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"respond-async", "await=10", "wait", "wait=-1", "wait=99999999999"})
  void wait_otherPreferences_areNone(String value) {
    assertThat(Prefer.wait(request(value), MOST)).isEqualTo(Optional.empty());
  }

  private static HttpRequest request(String prefer) {
    return HttpRequest.GET("/").addHeader(RawHeader.create("Prefer", prefer));
  }
}
