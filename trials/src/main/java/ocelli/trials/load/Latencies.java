package ocelli.trials.load;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** How long the acknowledged requests took, in nanoseconds, sorted; and how many were refused. */
public record Latencies(List<Long> sortedNanos, long refused) {

  public static Latencies of(Collection<Long> nanos, long refused) {
    return new Latencies(nanos.stream().sorted().toList(), refused);
  }

  public double perSecond(Duration during) {
    return sortedNanos.size() / (during.toMillis() / 1e3);
  }

  /** In milliseconds; 0 where there is none. */
  public double percentile(int percent) {
    return sortedNanos.size() == 0
        ? 0
        : sortedNanos.get((int) ((sortedNanos.size() - 1L) * percent / 100)) / 1e6;
  }
}
