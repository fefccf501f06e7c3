package ocelli.push.core;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * How an endpoint has been doing: after some failures in a row it is failing, and is tried once at
 * a time, ever more rarely, until something arrives. Not thread-safe.
 */
final class Failures {
  private final int failingAfter;
  private final RetrySchedule schedule;
  private final RandomGenerator random;
  private int inARow;
  private Instant resumeAt = Instant.MIN;

  Failures(int failingAfter, RetrySchedule schedule, RandomGenerator random) {
    this.failingAfter = failingAfter;
    this.schedule = schedule;
    this.random = random;
  }

  boolean failing() {
    return inARow >= failingAfter;
  }

  void delivered() {
    inARow = 0;
  }

  /** Counts a failure; an endpoint that names a time wants to be left alone at once. */
  void failed(Outcome.Failed failed) {
    inARow++;
    if (failed.retryAfter().isPresent()) {
      inARow = Math.max(inARow, failingAfter);
    }
  }

  /** When a message may be tried again after so many failed attempts. */
  Instant dueAfter(int attempts, Outcome.Failed failed, Instant now) {
    return now.plus(waitAfter(attempts, failed));
  }

  /** A failing endpoint rests. */
  void rest(Outcome.Failed failed, Instant now) {
    resumeAt = now.plus(waitAfter(inARow - failingAfter + 1, failed));
  }

  void restUntil(Instant at) {
    resumeAt = at;
  }

  /** When a failing endpoint may be tried. */
  Instant resumeAt() {
    return resumeAt;
  }

  boolean rests(Instant now) {
    return failing() && now.isBefore(resumeAt);
  }

  private Duration waitAfter(int attempts, Outcome.Failed failed) {
    Duration wait = schedule.waitAfter(attempts, random);
    Duration asked = failed.retryAfter().orElse(Duration.ZERO);
    return asked.compareTo(wait) > 0 ? asked : wait;
  }
}
