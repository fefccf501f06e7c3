package ocelli.trials.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import ocelli.client.core.Digests;
import ocelli.trials.checker.Entry;
import org.jspecify.annotations.Nullable;

/** Posts images and writes each attempt down. */
final class Posting {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int FAILED = 0;
  private static final int OUT_OF_PATIENCE = -1;

  private final URI base;
  private final Duration patience;
  private final TrialLog log;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /**
   * @param patience after which an attempt is given up
   */
  Posting(URI base, Duration patience, TrialLog log) {
    this.base = base;
    this.patience = patience;
    this.log = log;
  }

  /** An attempt; never fails. */
  CompletionStage<Entry.Attempt> attempt(Shipment shipment) {
    long began = log.now();
    return http.sendAsync(request(shipment), HttpResponse.BodyHandlers.ofString())
        .handle(
            (answer, failure) -> {
              Entry.Attempt attempt = entry(shipment, began, answer, failure);
              log.add(attempt);
              return attempt;
            });
  }

  private HttpRequest request(Shipment shipment) {
    String path = "/images/" + shipment.transaction() + "?of=" + shipment.of();
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(patience)
        .header("Authorization", "Bearer " + shipment.sender().token())
        .header("Idempotency-Key", shipment.key())
        .POST(HttpRequest.BodyPublishers.ofByteArray(shipment.picture().png()))
        .build();
  }

  private Entry.Attempt entry(
      Shipment shipment,
      long began,
      @Nullable HttpResponse<String> answer,
      @Nullable Throwable failure) {
    Optional<HttpResponse<String>> response = Optional.ofNullable(answer);
    return new Entry.Attempt(
        shipment.sender().name(),
        shipment.transaction(),
        response.flatMap(Posting::image).orElseGet(shipment::image),
        shipment.picture().number(),
        shipment.of(),
        shipment.due(),
        began,
        log.now(),
        response.map(r -> status(shipment, r)).orElse(withoutAnswer(failure)),
        response.flatMap(r -> r.headers().firstValue("Retry-After")).isPresent());
  }

  /** What the server calls it: if that were another id, the checker would find no such answers. */
  private static Optional<String> image(HttpResponse<String> answer) {
    String marker = "\"image\":\"";
    int at = answer.body().indexOf(marker);
    return answer.statusCode() == 200 && at >= 0
        ? Optional.of(answer.body().substring(at + marker.length()).split("\"", 2)[0])
        : Optional.empty();
  }

  /** As our client library does it: an answer of other bytes than were sent is none. */
  private static int status(Shipment shipment, HttpResponse<String> answer) {
    boolean told =
        answer.body().contains("\"sha256\":\"" + Digests.sha256(shipment.picture().png()) + "\"");
    return answer.statusCode() == 200 && !told ? FAILED : answer.statusCode();
  }

  private static int withoutAnswer(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof HttpTimeoutException ? OUT_OF_PATIENCE : FAILED;
  }
}
