package ocelli.ingestion.core;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a new image would wait until a group of readers sees it: the records before it ÷ the
 * rate at which they are drained, measured from one look to the next. Immutable: each look gives
 * the next.
 */
public final class Backlog {
  /** Weight of the newest rate; after five looks four fifths of the rate are theirs. */
  private static final double NEWEST = 0.3;

  private final long lag;
  private final long position;
  private final double perSecond;
  private final long lookedAtNanos;
  private final long movedAtNanos;

  private Backlog(
      long lag, long position, double perSecond, long lookedAtNanos, long movedAtNanos) {
    this.lag = lag;
    this.position = position;
    this.perSecond = perSecond;
    this.lookedAtNanos = lookedAtNanos;
    this.movedAtNanos = movedAtNanos;
  }

  /**
   * The first look.
   *
   * @param end of the log, summed over its partitions
   * @param position of the readers, summed over the partitions
   * @param nowNanos of a monotonic clock
   */
  public static Backlog first(long end, long position, long nowNanos) {
    return new Backlog(Math.max(0, end - position), position, 0, nowNanos, nowNanos);
  }

  /** The next look. */
  public Backlog next(long end, long newPosition, long nowNanos) {
    double seconds = Math.max(1, nowNanos - lookedAtNanos) / 1e9;
    double measured = Math.max(0, newPosition - position) / seconds;
    long newLag = Math.max(0, end - newPosition);
    boolean idle = lag == 0; // readers without work say nothing about how fast they are
    boolean moved = newPosition > position || newLag == 0 || idle;
    return new Backlog(
        newLag,
        newPosition,
        idle ? perSecond : smoothed(measured),
        nowNanos,
        moved ? nowNanos : movedAtNanos);
  }

  private double smoothed(double measured) {
    return perSecond == 0 ? measured : (1 - NEWEST) * perSecond + NEWEST * measured;
  }

  /**
   * The wait of an image that came now. Readers that have work and do not move are predicted to
   * take at least as long again as they have stood still.
   *
   * @return empty where nothing waits, or nothing was measured yet
   */
  public Optional<Duration> predictedWait() {
    if (lag == 0) {
      return Optional.empty();
    }
    Duration still = Duration.ofNanos(lookedAtNanos - movedAtNanos);
    Duration draining =
        perSecond == 0 ? Duration.ZERO : Duration.ofMillis((long) (1000 * lag / perSecond));
    return Optional.of(still.compareTo(draining) > 0 ? still : draining);
  }

  /** Records before a new one. */
  public long lag() {
    return lag;
  }
}
