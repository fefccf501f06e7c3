package ocelli.trials.checker;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What a trial measured.
 *
 * @param acknowledged images
 * @param refused attempts that were answered with 503
 * @param webhooks that were acknowledged
 * @param firehose messages in the firehoses
 * @param pushedAgain occurrences that endpoints took again
 * @param renewed ids under a new cursor
 * @param acknowledgementGap the longest time without an acknowledgement
 * @param recovery from the last fault until all was answered; empty where it never was
 * @param faults in their order
 */
public record Figures(
    int acknowledged,
    long refused,
    long webhooks,
    long firehose,
    long pushedAgain,
    long renewed,
    Duration acknowledgementGap,
    Optional<Duration> recovery,
    List<Fault> faults) {
  public Figures {
    faults = List.copyOf(faults);
  }

  /**
   * A fault and what it cost.
   *
   * @param what was broken, and how
   * @param lasted until it was repaired
   * @param gap the longest time without an acknowledgement that it has a part in
   * @param recovery from its end until all that was accepted before was answered; empty where it
   *     never was
   * @param catchUp images answered while the backlog shrank, as a multiple of those that arrive in
   *     as long; empty where there was no backlog
   */
  public record Fault(
      String what,
      Duration lasted,
      Duration gap,
      Optional<Duration> recovery,
      Optional<Double> catchUp) {}

  static Figures of(History history) {
    return new Figures(
        history.accepted().size(),
        history.attempts().stream().filter(attempt -> attempt.status() == 503).count(),
        history.clients().stream().mapToLong(c -> history.acknowledged(c).size()).sum(),
        history.clients().stream()
            .mapToLong(c -> history.reference(c).map(all -> all.lines().size()).orElse(0))
            .sum(),
        history.clients().stream().mapToLong(c -> Repeats.pushed(history, c)).sum(),
        history.clients().stream().mapToLong(c -> Repeats.renewed(history, c)).sum(),
        gap(history, Long.MIN_VALUE, Long.MAX_VALUE),
        Recovery.took(history),
        history.faults().stream().map(fault -> of(history, fault)).toList());
  }

  private static Fault of(History history, Entry.Fault fault) {
    return new Fault(
        fault.kind() + " " + fault.what(),
        Duration.of(fault.to() - fault.from(), ChronoUnit.MICROS),
        gap(history, fault.from(), fault.to()),
        Recovery.took(history, fault),
        Recovery.pace(history, fault));
  }

  /** The longest gap between two acknowledgements that is partly in a time. */
  static Duration gap(History history, long from, long to) {
    long[] times = history.accepted().stream().mapToLong(Entry.Attempt::ended).sorted().toArray();
    long longest = 0;
    for (int i = 1; i < times.length; i++) {
      if (times[i] > from && times[i - 1] < to) {
        longest = Math.max(longest, times[i] - times[i - 1]);
      }
    }
    return Duration.of(longest, ChronoUnit.MICROS);
  }
}
