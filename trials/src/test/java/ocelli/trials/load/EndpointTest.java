package ocelli.trials.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import ocelli.client.webhook.WebhookVerifier;
import ocelli.trials.checker.Entry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
  private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "TAKES, 204, true",
    "FAILS, 500, false",
    "DRIPS, 500, false",
    "ENDLESS, 500, false",
    "TAKES_AND_DRIPS, 200, true",
    "TAKES_ENDLESSLY, 200, true"
  })
  void receive_asItIsTold_answersAndWritesDownWhetherItTookIt(
      Behaviour behaviour, int status, boolean acknowledged) throws Exception {
    try (TrialLog log = TrialLog.create(folder.resolve("log"), Clock.systemUTC());
        Endpoint endpoint = Endpoint.listen()) {
      endpoint.open("anna", WebhookVerifier.of(SECRET, Clock.systemUTC()), log);
      endpoint.behave(behaviour);
      HttpRequest request =
          HttpRequest.newBuilder(endpoint.address())
              .timeout(Duration.ofSeconds(60))
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      HttpResponse<InputStream> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
      answer.body().close();
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(log.entries())
          .singleElement()
          .isInstanceOfSatisfying(
              Entry.Webhook.class, hook -> assertThat(hook.acknowledged()).isEqualTo(acknowledged));
    }
  }
}
