package ocelli.firehose.core;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast a client wants its messages: two leaky buckets (the generic cell rate algorithm), one of
 * messages and one of bytes. A line may leave at most {@link #BURST} early, so that a timer's grain
 * does not lower the rate. Of one connection; not thread-safe.
 */
public final class Pace {
  /** What Akka's timer cannot be late by: its tick is 10 ms; ten of them. */
  static final Duration BURST = Duration.ofMillis(100);

  private static final double NANOS_PER_SECOND = 1e9;

  private final double nanosPerMessage;
  private final double nanosPerByte;
  private final Instant start;
  private double messagesDue;
  private double bytesDue;

  /**
   * @param maxRate messages a second; positive infinity for no limit
   * @param maxBytesRate bytes a second; positive infinity for no limit
   * @param start the connection's begin
   */
  public Pace(double maxRate, double maxBytesRate, Instant start) {
    if (!(maxRate > 0) || !(maxBytesRate > 0)) {
      throw new IllegalArgumentException("rates are positive");
    }
    this.nanosPerMessage = NANOS_PER_SECOND / maxRate;
    this.nanosPerByte = NANOS_PER_SECOND / maxBytesRate;
    this.start = start;
  }

  /** How long the next line has to wait; zero where it may leave now. */
  public Duration wait(Instant now) {
    double early = Math.max(messagesDue, bytesDue) - since(now) - BURST.toNanos();
    return early <= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.min(Math.ceil(early), 9e18));
  }

  /** A line left. */
  public void sent(int bytes, Instant now) {
    double at = since(now);
    messagesDue = Math.max(messagesDue, at) + nanosPerMessage;
    bytesDue = Math.max(bytesDue, at) + bytes * nanosPerByte;
  }

  private double since(Instant now) {
    return Duration.between(start, now).toNanos();
  }
}
