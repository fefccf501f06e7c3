package ocelli.trials.checker;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** I7: after the last fault the backlog returns to nothing, in bounded time. */
final class Recovery implements Invariant {
  // Microseconds of arrivals: less is always on its way.
  private static final long A_BACKLOG = TimeUnit.SECONDS.toMicros(5);

  @Override
  public String name() {
    return "I7";
  }

  @Override
  public String promise() {
    return "after the last fault the backlog returns to 0";
  }

  @Override
  public List<String> violations(History history, Bounds bounds) {
    Optional<Duration> took = took(history);
    if (took.isEmpty()) {
      return List.of("images are unanswered at the end of the log, to who listened");
    }
    if (!LostImages.summariesAreHeard(history)) {
      return List.of("summaries are missing at the end of the log, to who listened");
    }
    Duration allowed = bounds.recovery().plus(faults(history));
    return took.get().compareTo(allowed) > 0
        ? List.of("it took %s, %s are allowed".formatted(took.get(), allowed))
        : List.of();
  }

  private static Duration faults(History history) {
    long micros = history.faults().stream().mapToLong(f -> f.to() - f.from()).sum();
    return Duration.of(micros, ChronoUnit.MICROS);
  }

  /**
   * From the last fault, or the last acceptance where that came later, until each image had been
   * answered to those who listened; empty where one never was.
   */
  static Optional<Duration> took(History history) {
    long start = 0;
    for (Entry.Fault fault : history.faults()) {
      start = Math.max(start, fault.to());
    }
    long end = 0;
    for (Entry.Attempt image : history.accepted()) {
      start = Math.max(start, image.ended());
    }
    for (Entry.Client client : history.clients()) {
      for (Told way : history.asItCame(client)) {
        Map<String, Long> answers = way.answered();
        for (Entry.Attempt image : history.accepted(client)) {
          Long answered = answers.get(image.image());
          if (answered == null) {
            return Optional.empty();
          }
          end = Math.max(end, answered);
        }
      }
    }
    return Optional.of(Duration.of(Math.max(0, end - start), ChronoUnit.MICROS));
  }

  /**
   * From the end of a fault until all that was accepted before had been answered to those who
   * listened; empty where one image never was.
   */
  static Optional<Duration> took(History history, Entry.Fault fault) {
    long end = fault.to();
    for (Entry.Client client : history.clients()) {
      for (Told way : history.asItCame(client)) {
        Map<String, Long> answers = way.answered();
        for (Entry.Attempt image : history.accepted(client)) {
          Long answered = answers.get(image.image());
          if (image.ended() > fault.to()) {
            continue;
          }
          if (answered == null) {
            return Optional.empty();
          }
          end = Math.max(end, answered);
        }
      }
    }
    return Optional.of(Duration.of(end - fault.to(), ChronoUnit.MICROS));
  }

  /**
   * The pace at which the backlog of a fault shrank: images answered as a multiple of those that
   * arrive in as long, by the slowest of all ways that had a backlog. Until nine tenths of it were
   * answered: the last may wait for a webhook's retry, which comes when it is due and not sooner.
   * Empty where there was none.
   */
  static Optional<Double> pace(History history, Entry.Fault fault) {
    return history.clients().stream()
        .flatMap(client -> paces(history, client, fault))
        .min(Double::compare);
  }

  private static Stream<Double> paces(History history, Entry.Client client, Entry.Fault fault) {
    List<Entry.Attempt> accepted = history.accepted(client);
    LongSummaryStatistics sent =
        accepted.stream().mapToLong(Entry.Attempt::ended).summaryStatistics();
    if (sent.getCount() < 2) {
      return Stream.empty();
    }
    double perMicro = (sent.getCount() - 1.0) / (sent.getMax() - sent.getMin());
    return history.asItCame(client).stream()
        .flatMap(way -> pace(accepted, way.answered(), fault.to(), perMicro).stream());
  }

  private static Optional<Double> pace(
      List<Entry.Attempt> accepted, Map<String, Long> answered, long from, double perMicro) {
    List<Long> backlog =
        accepted.stream()
            .filter(image -> image.ended() <= from)
            .map(image -> answered.getOrDefault(image.image(), Long.MAX_VALUE))
            .filter(at -> at > from)
            .sorted()
            .toList();
    if (backlog.size() < perMicro * A_BACKLOG) {
      return Optional.empty();
    }
    long until = backlog.get((backlog.size() * 9 + 9) / 10 - 1);
    long answers = answered.values().stream().filter(at -> at > from && at <= until).count();
    return Optional.of(answers / (perMicro * (until - from)));
  }
}
