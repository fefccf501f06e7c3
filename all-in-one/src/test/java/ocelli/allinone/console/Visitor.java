package ocelli.allinone.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Somebody with a session's cookie and any tool.
 *
 * @param setCookie as it was given
 */
record Visitor(URI ocelli, String setCookie) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static Visitor signIn(URI ocelli, Account account) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(ocelli.resolve("/session"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "client_id="
                            + encoded(account.id())
                            + "&client_secret="
                            + encoded(account.secret())))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    return new Visitor(ocelli, answer.headers().firstValue("Set-Cookie").orElseThrow());
  }

  /**
   * What a request is answered with.
   *
   * @param origin that a browser would name; empty for none
   */
  int status(String method, String path, String origin) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(ocelli.resolve(path))
            .timeout(PATIENCE)
            .header("Cookie", setCookie.substring(0, setCookie.indexOf(';')))
            .method(method, BodyPublishers.noBody());
    if (!origin.isEmpty()) {
      request.header("Origin", origin);
    }
    return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
