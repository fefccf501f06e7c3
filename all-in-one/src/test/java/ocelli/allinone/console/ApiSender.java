package ocelli.allinone.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/** A program of an account's own, beside its console. */
final class ApiSender {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ApiSender() {}

  /** Sends the one image of a transaction; tries again while the door is full. */
  static void send(URI ocelli, Account account, String transaction, String sample)
      throws Exception {
    HttpRequest image =
        HttpRequest.newBuilder(ocelli.resolve("/images/" + transaction + "?of=1"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token(ocelli, account))
            .header("Idempotency-Key", transaction)
            .POST(BodyPublishers.ofByteArray(Sample.bytes(sample)))
            .build();
    HttpResponse<String> answer = HTTP.send(image, BodyHandlers.ofString());
    Clock clock = Clock.systemUTC();
    for (var end = clock.instant().plus(PATIENCE);
        answer.statusCode() == 503 && clock.instant().isBefore(end); ) {
      answer = HTTP.send(image, BodyHandlers.ofString());
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static String token(URI ocelli, Account account) throws Exception {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (account.id() + ":" + account.secret()).getBytes(StandardCharsets.UTF_8));
    String authentication =
        asked(
            HttpRequest.newBuilder(ocelli.resolve("/authn/token"))
                .header("Authorization", "Basic " + basic),
            "grant_type=client_credentials");
    return asked(
        HttpRequest.newBuilder(ocelli.resolve("/authz/token")),
        "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
            + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token&subject_token="
            + authentication);
  }

  private static String asked(HttpRequest.Builder request, String form) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            request
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).get("access_token").asText();
  }
}
