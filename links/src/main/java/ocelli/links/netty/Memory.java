package ocelli.links.netty;

import akka.http.javadsl.model.HttpResponse;
import java.util.Optional;

/** What can be answered without waiting for anybody. */
public interface Memory {
  /**
   * The answer to a visit; empty where memory alone cannot give it.
   *
   * @param accept what the visitor takes; empty where it does not say
   */
  Optional<HttpResponse> visit(String code, Optional<String> accept);
}
