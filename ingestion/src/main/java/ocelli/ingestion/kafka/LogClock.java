package ocelli.ingestion.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether this process's clock agrees with the log's, by the time that the broker gave the last
 * record. A door whose clock jumped would judge tokens wrongly, and what it took would be turned
 * away by every reader as from the future or too old. Thread-safe.
 */
public final class LogClock {
  /** What readers allow ingestion's clock before the log's (RecordGate). */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  /** Of the seven days after which readers turn a record away; the slowest upload takes an hour. */
  private static final Duration OLDEST = Duration.ofDays(1);

  /** After which a record says nothing more of now: the log's clock may have been put right. */
  private static final Duration SAYS_FOR = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private volatile @Nullable Heard last;

  private record Heard(Instant logTime, long atNanos) {}

  /**
   * @param nanos monotonic time, as {@code System.nanoTime()}
   */
  public LogClock(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A record was given that time just now. */
  void heard(Instant logTime) {
    last = new Heard(logTime, nanos.getAsLong());
  }

  /** What is wrong with a clock that shows that time now; empty where it agrees or none knows. */
  public Optional<String> wrong(Instant now) {
    Heard heard = last;
    if (heard == null) {
      return Optional.empty();
    }
    Duration since = Duration.ofNanos(nanos.getAsLong() - heard.atNanos());
    Duration ahead = Duration.between(heard.logTime().plus(since), now);
    return since.compareTo(SAYS_FOR) > 0 || ahead.abs().compareTo(AHEAD) <= 0
        ? Optional.empty()
        : Optional.of("this node's clock is " + ahead + " ahead of the log's");
  }

  /** Whether every reader will take a record of an image that was accepted then. */
  static boolean isTaken(Instant acceptedAt, Instant logTime) {
    return !acceptedAt.isAfter(logTime.plus(AHEAD)) && acceptedAt.isAfter(logTime.minus(OLDEST));
  }
}
