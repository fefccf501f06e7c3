package ocelli.links.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Answers visits by GET; answers have strict entities. */
public interface Visiting {
  /**
   * The code that a path asks for: {@code /l/CODE}. Empty for every other path; percent signs,
   * queries and further segments are the routes' to take apart.
   */
  static Optional<String> code(String path) {
    return path.startsWith("/l/")
        ? Optional.of(path.substring("/l/".length())).filter(Visiting::isCode)
        : Optional.empty();
  }

  private static boolean isCode(String text) {
    return !text.isEmpty() && text.chars().noneMatch(c -> "/?%#".indexOf(c) >= 0);
  }

  /**
   * The answer where memory alone can give it, without waiting for anybody.
   *
   * @param accept what the visitor takes; empty where it does not say
   */
  Optional<HttpResponse> atOnce(String code, Optional<String> accept);

  /**
   * The answer in any case.
   *
   * @param authorization a password, or anything
   */
  CompletionStage<HttpResponse> visit(
      String code, Optional<String> accept, Optional<String> authorization);
}
