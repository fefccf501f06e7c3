package ocelli.ledger.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The images that are on their way, by transaction. Thread-safe. */
final class Flights {
  private final Map<String, Instant> departed = new ConcurrentHashMap<>();
  private final Duration patience;

  /**
   * @param patience after which one counts as late, and is waited for no longer
   */
  Flights(Duration patience) {
    this.patience = patience;
  }

  void depart(String transaction, Instant now) {
    departed.put(transaction, now);
  }

  /** How long it took; empty for one that nobody waits for. */
  Optional<Duration> arrive(String transaction, Instant now) {
    return Optional.ofNullable(departed.remove(transaction))
        .map(since -> Duration.between(since, now));
  }

  /** How many are given up now. */
  int late(Instant now) {
    int late = 0;
    for (Map.Entry<String, Instant> one : List.copyOf(departed.entrySet())) {
      boolean overdue = one.getValue().plus(patience).isBefore(now);
      if (overdue && departed.remove(one.getKey(), one.getValue())) {
        late++;
      }
    }
    return late;
  }
}
