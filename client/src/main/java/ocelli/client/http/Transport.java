package ocelli.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ocelli.client.core.Problem;
import ocelli.client.core.RetryAfter;

/** Sends requests to one server. Safe for use by several threads. */
public final class Transport {
  private static final int LONGEST_REFUSAL = 64 * 1024;

  private final HttpClient http;
  private final URI base;
  private final Duration callTimeout;
  private final Retries retries;

  /**
   * @param base address of the server, with or without a path
   * @param connectTimeout for the connection alone
   * @param callTimeout for one try of a request, from its start to the last byte of the answer
   * @param retries of passing failures
   */
  public Transport(URI base, Duration connectTimeout, Duration callTimeout, Retries retries) {
    // HTTP/1.1: otherwise every first request asks for an upgrade that Ocelli does not offer.
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .build();
    this.base = base;
    this.callTimeout = callTimeout;
    this.retries = retries;
  }

  /** The server's address. */
  public URI base() {
    return base;
  }

  /**
   * Sends until there is an answer that is not a passing failure.
   *
   * @throws ProblemException when the server stays busy for longer than the schedule's patience
   * @throws UnreachableException when nobody answers for that long
   */
  public Answer exchange(Call call) {
    Instant start = retries.clock().instant();
    for (int attempt = 1; ; attempt++) {
      int failures = attempt;
      Optional<Answer> answer =
          attempt(call)
              .match(
                  answered -> Optional.of(answered.answer()),
                  passing -> {
                    waitAfter(passing, failures, start);
                    return Optional.empty();
                  });
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }

  /**
   * Opens an answer without end. One try: whoever reads it knows from where to go on.
   *
   * @throws ProblemException for every status but 200
   * @throws UnreachableException when nobody answers
   */
  public Opened open(Call call) {
    try {
      HttpResponse<InputStream> response = send(call, BodyHandlers.ofInputStream());
      if (response.statusCode() == 200) {
        return new Opened(response.body(), headers(response));
      }
      try (InputStream body = response.body()) {
        String text = new String(body.readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8);
        throw refused(answer(call, response, text));
      }
    } catch (IOException e) {
      throw unreachable(call, e);
    }
  }

  private void waitAfter(Outcome.Passing passing, int failures, Instant start) {
    Duration wait =
        retries.next(failures, start, passing.retryAfter()).orElseThrow(passing::failure);
    retries.listener().onRetry(String.valueOf(passing.failure().getMessage()), wait);
    retries.pause(wait);
  }

  private Outcome attempt(Call call) {
    try {
      HttpResponse<String> response = send(call, BodyHandlers.ofString());
      Answer answer = answer(call, response, response.body());
      if (!answer.problem().passing()) {
        return new Outcome.Answered(answer);
      }
      ProblemException refused = refused(answer);
      return new Outcome.Passing(refused, refused.problem().retryAfter());
    } catch (IOException e) {
      return new Outcome.Passing(unreachable(call, e), Optional.empty());
    }
  }

  /** The JDK's own time-out ends with the headers; this one bounds the body too. */
  private <T> HttpResponse<T> send(Call call, BodyHandler<T> handler) throws IOException {
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request(call), handler);
    try {
      return answer.get(callTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + callTimeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw Retries.interrupted();
    }
  }

  private HttpRequest request(Call call) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address(call.path())).timeout(callTimeout);
    call.headers().forEach(request::header);
    return request.method(call.method(), body(call)).build();
  }

  /** A POST always says how long its body is, also when it is empty: some servers ask for that. */
  private static BodyPublisher body(Call call) {
    boolean none = call.bytes().length == 0 && !call.method().equals("POST");
    return none ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.bytes());
  }

  private URI address(String path) {
    String root = base.toString();
    return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
  }

  private ProblemException refused(Answer answer) {
    Problem said = answer.problem();
    Instant now = retries.clock().instant();
    Optional<Duration> wait =
        answer.header("retry-after").flatMap(value -> RetryAfter.parse(value, now));
    return new ProblemException(
        answer.call(), new Problem(said.status(), said.code(), said.detail(), wait, said.more()));
  }

  private UnreachableException unreachable(Call call, IOException cause) {
    return new UnreachableException(call + " at " + base, cause);
  }

  private static Answer answer(Call call, HttpResponse<?> response, String body) {
    return new Answer(call.toString(), response.statusCode(), headers(response), body);
  }

  private static Map<String, String> headers(HttpResponse<?> response) {
    Map<String, String> first = new LinkedHashMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return first;
  }
}
