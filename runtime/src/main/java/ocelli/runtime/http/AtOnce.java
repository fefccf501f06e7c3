package ocelli.runtime.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is known at once goes out at once, without a walk through a tree of routes. */
public final class AtOnce {
  private AtOnce() {}

  /**
   * A server's handler.
   *
   * @param known answers without waiting for anybody; empty for all the rest
   * @param rest answers that
   */
  public static Function<HttpRequest, CompletionStage<HttpResponse>> orElse(
      java.util.function.Function<HttpRequest, Optional<HttpResponse>> known,
      Function<HttpRequest, CompletionStage<HttpResponse>> rest) {
    return request -> {
      Optional<HttpResponse> answer = known.apply(request);
      return answer.isPresent()
          ? CompletableFuture.completedStage(answer.get())
          : rest.apply(request);
    };
  }
}
