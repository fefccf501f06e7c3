package ocelli.trials.checker;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
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
 */
public record Figures(
    int acknowledged,
    long refused,
    long webhooks,
    long firehose,
    long pushedAgain,
    long renewed,
    Duration acknowledgementGap,
    Optional<Duration> recovery) {

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
        gap(history),
        Recovery.took(history));
  }

  private static Duration gap(History history) {
    long[] times = history.accepted().stream().mapToLong(Entry.Attempt::ended).sorted().toArray();
    long longest = 0;
    for (int i = 1; i < times.length; i++) {
      longest = Math.max(longest, times[i] - times[i - 1]);
    }
    return Duration.of(longest, ChronoUnit.MICROS);
  }
}
