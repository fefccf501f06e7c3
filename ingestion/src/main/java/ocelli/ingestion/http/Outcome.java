package ocelli.ingestion.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import ocelli.runtime.http.Problem;

/** What became of a request or of one of its parts: something, or a refusal. */
sealed interface Outcome<T> {
  <R> R match(Function<T, R> taken, Function<Refused<T>, R> refused);

  /** It went well. */
  record Taken<T>(T value) implements Outcome<T> {
    @Override
    public <R> R match(Function<T, R> taken, Function<Refused<T>, R> refused) {
      return taken.apply(value);
    }
  }

  /**
   * It did not.
   *
   * @param problem what the client is told
   * @param retryAfter where trying again helps
   */
  record Refused<T>(Problem problem, Optional<Duration> retryAfter) implements Outcome<T> {
    @Override
    public <R> R match(Function<T, R> taken, Function<Refused<T>, R> refused) {
      return refused.apply(this);
    }

    /** The same refusal of something else. */
    <S> Refused<S> as() {
      return new Refused<>(problem, retryAfter);
    }
  }

  static <T> Outcome<T> taken(T value) {
    return new Taken<>(value);
  }

  static <T> Refused<T> refused(Problem problem) {
    return new Refused<>(problem, Optional.empty());
  }

  static <T> Refused<T> refused(Problem problem, Duration retryAfter) {
    return new Refused<>(problem, Optional.of(retryAfter));
  }
}
