package ocelli.client.token;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import ocelli.client.http.Answer;
import ocelli.client.http.Awaited;
import ocelli.client.http.Call;
import ocelli.client.http.Opened;
import ocelli.client.http.ProblemException;
import ocelli.client.http.Transport;

/** Calls with a bearer token; one that is refused is renewed once. */
public final class Authorised {
  private static final int UNAUTHORISED = 401;

  private final Transport transport;
  private final TokenSource tokens;

  /** Calls through a transport with tokens from a source. */
  public Authorised(Transport transport, TokenSource tokens) {
    this.transport = transport;
    this.tokens = tokens;
  }

  /** The body of the answer, which must be a success. */
  public CompletableFuture<String> exchange(Call call) {
    return withToken(token -> transport.exchange(call.bearer(token)).thenApply(Answer::success));
  }

  /** An answer without end. */
  public CompletableFuture<Opened> open(Call call) {
    return withToken(token -> transport.open(call.bearer(token)));
  }

  /** Whether the next call will carry another token than the last. */
  public CompletableFuture<Boolean> renew() {
    return tokens.token().thenApply(tokens::refused);
  }

  private <T> CompletableFuture<T> withToken(Function<String, CompletableFuture<T>> attempt) {
    return tokens
        .token()
        .thenCompose(
            token ->
                attempt
                    .apply(token)
                    .exceptionallyCompose(failure -> again(token, failure, attempt)));
  }

  private <T> CompletableFuture<T> again(
      String token, Throwable failure, Function<String, CompletableFuture<T>> attempt) {
    return isUnauthorised(failure) && tokens.refused(token)
        ? tokens.token().thenCompose(attempt)
        : CompletableFuture.failedFuture(failure);
  }

  private static boolean isUnauthorised(Throwable failure) {
    return Awaited.cause(failure) instanceof ProblemException refusal
        && refusal.problem().status() == UNAUTHORISED;
  }
}
