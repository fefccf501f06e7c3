package ocelli.trials.links;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Whether the answers that are counted are the right ones. */
final class Answers {
  private final URI server;
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  Answers(URI server) {
    this.server = server;
  }

  /**
   * Looks at a link and at a code that is nobody's for each of some ranks.
   *
   * @throws IllegalStateException where one leads elsewhere
   */
  void check(Filling filling, int links, int every) throws IOException, InterruptedException {
    for (int rank = 0; rank < links; rank += every) {
      require(filling.code(rank), 301, Optional.of(Filling.url(rank)));
      require(filling.code(links + rank), 404, Optional.empty());
    }
  }

  private void require(String code, int status, Optional<String> location)
      throws IOException, InterruptedException {
    HttpResponse<Void> answer =
        http.send(
            HttpRequest.newBuilder(server.resolve("/l/" + code)).build(),
            HttpResponse.BodyHandlers.discarding());
    if (answer.statusCode() != status
        || !answer.headers().firstValue("location").equals(location)) {
      throw new IllegalStateException("wrong answer for " + code + ": " + answer);
    }
  }
}
