package ocelli.client.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** How one try of a request ended. */
sealed interface Outcome {
  <T> T match(Function<Answered, T> answered, Function<Passing, T> passing);

  /** There is an answer, good or bad. */
  record Answered(Answer answer) implements Outcome {
    @Override
    public <T> T match(Function<Answered, T> answered, Function<Passing, T> passing) {
      return answered.apply(this);
    }
  }

  /**
   * It may go well later: what to throw when there is no later, and how long the server asks to
   * wait.
   */
  record Passing(RuntimeException failure, Optional<Duration> retryAfter) implements Outcome {
    @Override
    public <T> T match(Function<Answered, T> answered, Function<Passing, T> passing) {
      return passing.apply(this);
    }
  }
}
