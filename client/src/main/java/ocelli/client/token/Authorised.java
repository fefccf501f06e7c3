package ocelli.client.token;

import java.util.function.Function;
import ocelli.client.http.Answer;
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
  public String exchange(Call call) {
    return answer(call).success();
  }

  /** An answer without end. */
  public Opened open(Call call) {
    return withToken(token -> transport.open(call.bearer(token)));
  }

  private Answer answer(Call call) {
    return withToken(
        token -> {
          Answer answer = transport.exchange(call.bearer(token));
          if (answer.status() == UNAUTHORISED) {
            throw new ProblemException(answer.call(), answer.problem());
          }
          return answer;
        });
  }

  private <T> T withToken(Function<String, T> attempt) {
    String token = tokens.token();
    try {
      return attempt.apply(token);
    } catch (ProblemException e) {
      if (e.problem().status() != UNAUTHORISED || !tokens.refused(token)) {
        throw e;
      }
      return attempt.apply(tokens.token());
    }
  }
}
