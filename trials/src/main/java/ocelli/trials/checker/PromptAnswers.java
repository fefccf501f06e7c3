package ocelli.trials.checker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** I8: no request hangs; who is turned away is told when to come back. */
final class PromptAnswers implements Invariant {
  private static final int REFUSED = 503;
  // A connection that was open when the process died, or came while the new one was not yet there.
  private static final Duration AFTERMATH = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "I8";
  }

  @Override
  public String promise() {
    return "no request hangs: 503 with Retry-After instead";
  }

  @Override
  public List<String> violations(History history, Bounds bounds) {
    List<String> wrong = new ArrayList<>();
    for (Entry.Attempt attempt : history.attempts()) {
      long stopped = stopped(history, attempt);
      long waited = attempt.ended() - attempt.began() - stopped;
      if (waited > TimeUnit.NANOSECONDS.toMicros(bounds.patience().toNanos())) {
        wrong.add(told(attempt) + " waited " + waited / 1000 + " ms");
      } else if (attempt.status() == REFUSED && !attempt.retryAfter()) {
        wrong.add(told(attempt) + " was refused without Retry-After");
      } else if (attempt.status() <= 0 && stopped == 0) {
        wrong.add(told(attempt) + " got no answer though nothing was stopped");
      } else if (attempt.status() > 0 && attempt.status() != 200 && attempt.status() != REFUSED) {
        wrong.add(told(attempt) + " was answered " + attempt.status());
      }
    }
    return wrong;
  }

  private static String told(Entry.Attempt attempt) {
    return attempt.image() + " of " + attempt.client() + " sent at " + attempt.began();
  }

  /** Microseconds of the attempt in which the server could not answer, for it was stopped. */
  private static long stopped(History history, Entry.Attempt attempt) {
    long aftermath = TimeUnit.SECONDS.toMicros(AFTERMATH.toSeconds());
    return history.faults().stream()
        .filter(fault -> fault.breaksOff(Entry.Fault.DOOR))
        .mapToLong(
            fault ->
                Math.min(attempt.ended(), fault.to() + aftermath)
                    - Math.max(attempt.began(), fault.from()))
        .filter(overlap -> overlap >= 0)
        .map(overlap -> Math.max(1, overlap))
        .sum();
  }
}
