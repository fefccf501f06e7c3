package ocelli.client.http;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import ocelli.client.core.Problem;
import ocelli.client.core.RetryAfter;
import ocelli.client.json.UnreadableException;
import org.jspecify.annotations.Nullable;

/** Sends requests to one server without blocking. Safe for use by several threads. */
public final class Transport {
  private static final int OK = 200;
  // The longest honest answer lists the clients: 400 bytes each, 40,000 of them.
  private static final int LONGEST_ANSWER = 16 * 1024 * 1024;
  // A problem names a code, a sentence and a limit: a few hundred bytes.
  private static final int LONGEST_REFUSAL = 64 * 1024;

  private final Wire wire;
  private final URI base;
  private final Retries retries;

  /**
   * @param base address of the server, with or without a path
   * @param connectTimeout for the connection alone
   * @param callTimeout for one try of a request, from its start to the last byte of the answer
   * @param retries of passing failures
   */
  public Transport(URI base, Duration connectTimeout, Duration callTimeout, Retries retries) {
    this.wire = new Wire(base, connectTimeout, callTimeout);
    this.base = base;
    this.retries = retries;
  }

  /** The server's address. */
  public URI base() {
    return base;
  }

  /**
   * Sends until there is an answer that is not a passing failure: for the schedule's patience and
   * one try at most. Fails with {@link ProblemException} when the server stays busy for longer,
   * with {@link UnreachableException} when nobody answers for that long.
   */
  public CompletableFuture<Answer> exchange(Call call) {
    return attempt(call, 1, retries.clock().instant());
  }

  /**
   * Opens an answer without end. One try: whoever reads it knows from where to go on. Fails with
   * {@link ProblemException} for every status but 200, with {@link UnreachableException} when
   * nobody answers.
   */
  public CompletableFuture<Opened> open(Call call) {
    return wire.send(call, streamed())
        .handle((response, failure) -> opened(call, response, failure));
  }

  private Opened opened(
      Call call, @Nullable HttpResponse<Streamed> response, @Nullable Throwable failure) {
    if (response == null) {
      throw unreachable(call, failure);
    }
    if (response.statusCode() != OK) {
      throw refused(answer(call, response, response.body().text()));
    }
    return new Opened(response.body().stream(), headers(response));
  }

  private CompletableFuture<Answer> attempt(Call call, int number, Instant start) {
    return wire.send(call, BoundedText.upTo(LONGEST_ANSWER))
        .handle((response, failure) -> outcome(call, response, failure))
        .thenCompose(
            outcome ->
                outcome.match(
                    answered -> CompletableFuture.completedFuture(answered.answer()),
                    passing -> later(call, passing, number, start)));
  }

  private CompletableFuture<Answer> later(
      Call call, Outcome.Passing passing, int failures, Instant start) {
    Optional<Duration> wait = retries.next(failures, start, passing.retryAfter());
    if (wait.isEmpty()) {
      return CompletableFuture.failedFuture(passing.failure());
    }
    retries.listener().onRetry(String.valueOf(passing.failure().getMessage()), wait.get());
    return retries.pause(wait.get()).thenCompose(waited -> attempt(call, failures + 1, start));
  }

  private Outcome outcome(
      Call call, @Nullable HttpResponse<String> response, @Nullable Throwable failure) {
    if (response == null) {
      return new Outcome.Passing(unreachable(call, failure), Optional.empty());
    }
    Answer answer = answer(call, response, response.body());
    if (!answer.problem().passing()) {
      return new Outcome.Answered(answer);
    }
    ProblemException refused = refused(answer);
    return new Outcome.Passing(refused, refused.problem().retryAfter());
  }

  private ProblemException refused(Answer answer) {
    Problem said = answer.problem();
    Instant now = retries.clock().instant();
    Optional<Duration> wait =
        answer.header("retry-after").flatMap(value -> RetryAfter.parse(value, now));
    return new ProblemException(
        answer.call(), new Problem(said.status(), said.code(), said.detail(), wait, said.more()));
  }

  /** An answer that makes no sense would not make more the next time: that is thrown as it is. */
  private UnreachableException unreachable(Call call, @Nullable Throwable failure) {
    Throwable cause = Awaited.cause(Objects.requireNonNull(failure));
    if (cause instanceof UnreadableException senseless) {
      throw senseless;
    }
    return new UnreachableException(call + " at " + base, wire.broken(cause));
  }

  private static BodyHandler<Streamed> streamed() {
    return head ->
        head.statusCode() == OK
            ? BodySubscribers.mapping(
                BodySubscribers.ofInputStream(), stream -> new Streamed(stream, ""))
            : BodySubscribers.mapping(
                BoundedText.upTo(LONGEST_REFUSAL).apply(head),
                text -> new Streamed(InputStream.nullInputStream(), text));
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

  /** A body that goes on coming, or the whole text of a refusal. */
  private record Streamed(InputStream stream, String text) {}
}
