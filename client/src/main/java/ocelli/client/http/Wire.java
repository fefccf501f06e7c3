package ocelli.client.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One try of a call on the JDK's client, bounded in time. */
final class Wire {
  private final HttpClient http;
  private final String root;
  private final Duration callTimeout;

  Wire(URI base, Duration connectTimeout, Duration callTimeout) {
    // HTTP/1.1: otherwise every first request asks for an upgrade that Ocelli does not offer.
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .build();
    this.root = base.toString().replaceAll("/$", "");
    this.callTimeout = callTimeout;
  }

  /**
   * Fails with an IOException when no answer comes in time. The JDK's own time-out ends with the
   * headers; this one bounds what the handler collects too.
   */
  <T> CompletableFuture<HttpResponse<T>> send(Call call, BodyHandler<T> handler) {
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request(call), handler);
    return answer
        .copy()
        .orTimeout(callTimeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                answer.cancel(true);
              }
            });
  }

  /** What broke a try, as an IOException. */
  IOException broken(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return new IOException("no answer within " + callTimeout.toSeconds() + " s", failure);
    }
    return failure instanceof IOException known ? known : new IOException(failure);
  }

  private HttpRequest request(Call call) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + call.path()));
    request.timeout(callTimeout);
    call.headers().forEach(request::header);
    return request.method(call.method(), call.publisher()).build();
  }
}
