package ocelli.trials.checker;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** I7: after the last fault the backlog returns to nothing, in bounded time. */
final class Recovery implements Invariant {
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
      return List.of("images are unanswered at the end of the log");
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
      for (Map<String, Long> way : arrivals(history, client)) {
        for (Entry.Attempt image : history.accepted(client)) {
          Long answered = way.get(image.image());
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
      for (Map<String, Long> way : arrivals(history, client)) {
        for (Entry.Attempt image : history.accepted(client)) {
          Long answered = way.get(image.image());
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
   * Images answered by a way, in a time after a fault, as a multiple of those that arrive in as
   * long: the least of all ways. Over 1 a backlog shrinks.
   */
  static double pace(History history, Entry.Fault fault, Duration time) {
    double length = time.toNanos() / 1000.0;
    double pace = Double.MAX_VALUE;
    for (Entry.Client client : history.clients()) {
      LongSummaryStatistics sent =
          history.accepted(client).stream().mapToLong(Entry.Attempt::ended).summaryStatistics();
      if (sent.getCount() < 2) {
        continue;
      }
      double arrivals = (sent.getCount() - 1) * length / (sent.getMax() - sent.getMin());
      for (Map<String, Long> way : arrivals(history, client)) {
        long answered =
            way.values().stream()
                .filter(at -> at > fault.to() && at <= fault.to() + length)
                .count();
        pace = Math.min(pace, answered / arrivals);
      }
    }
    return pace;
  }

  /** When each image had its last answer, by each way that the client listened at all along. */
  private static List<Map<String, Long>> arrivals(History history, Entry.Client client) {
    Answered firehose = new Answered(client.tasks());
    history.readings().stream()
        .filter(reading -> reading.client().equals(client.name()))
        .flatMap(reading -> reading.lines().stream())
        .sorted((a, b) -> Long.compare(a.at(), b.at()))
        .forEach(line -> firehose.got(line.message(), line.at()));
    Answered webhooks = new Answered(client.tasks());
    history.acknowledged(client).forEach(hook -> webhooks.got(hook.message(), hook.at()));
    return client.webhooks() ? List.of(firehose.at, webhooks.at) : List.of(firehose.at);
  }

  private static final class Answered {
    final Map<String, Long> at = new HashMap<>();
    private final Map<String, Set<String>> ids = new HashMap<>();
    private final int tasks;

    Answered(int tasks) {
      this.tasks = tasks;
    }

    void got(Message message, long time) {
      Set<String> answers = ids.computeIfAbsent(message.image(), image -> new HashSet<>());
      if (!message.isSummary() && answers.add(message.id()) && answers.size() == tasks) {
        at.put(message.image(), time);
      }
    }
  }
}
