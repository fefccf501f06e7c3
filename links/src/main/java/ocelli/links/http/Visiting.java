package ocelli.links.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Answers visits by GET; answers have strict entities. */
public interface Visiting {
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
