package ocelli.summaries.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When a transaction closes and how long it is known after that. All times are the log's.
 *
 * @param idleAfter without an input, an answered transaction waits this long
 * @param answersWithin announced but unanswered images hold it open this long after its last input
 * @param segmentImages the most images of a segment, at least 1
 * @param segmentTime the longest that a segment takes new images
 * @param keepClosed how long a closed one takes late inputs
 * @param keepClosedAtMost the most closed ones that do, at least 1
 * @param keepNames how long the name of a forgotten one is kept
 * @param keepNamesAtMost the most such names, at least 1
 */
public record ClosingRules(
    Duration idleAfter,
    Duration answersWithin,
    int segmentImages,
    Duration segmentTime,
    Duration keepClosed,
    int keepClosedAtMost,
    Duration keepNames,
    int keepNamesAtMost) {
  public ClosingRules {
    if (idleAfter.compareTo(answersWithin) > 0) {
      throw new IllegalArgumentException("answers-within: at least idle-after, " + idleAfter);
    }
    if (segmentImages < 1 || keepClosedAtMost < 1 || keepNamesAtMost < 1) {
      throw new IllegalArgumentException(
          "segment-images, keep-closed-at-most, keep-names-at-most: at least 1");
    }
  }

  boolean full(Gathered segment, long logTimeMicros) {
    return segment.images().size() >= segmentImages
        || logTimeMicros - segment.firstMicros() >= micros(segmentTime);
  }

  boolean idle(Gathered segment, long logTimeMicros) {
    long quiet = logTimeMicros - segment.lastMicros();
    return quiet >= micros(answersWithin)
        || (quiet >= micros(idleAfter) && segment.answered() && !segment.images().isEmpty());
  }

  static long micros(Duration duration) {
    return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }
}
