package ocelli.push.actor;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The partitions that wait for a person, and why. Thread-safe. */
public final class HaltedPartitions {
  private final Map<Integer, String> reasons = new ConcurrentHashMap<>();

  void put(int partition, String reason) {
    reasons.put(partition, reason);
  }

  void remove(int partition) {
    reasons.remove(partition);
  }

  /** What is wrong; empty where all partitions are read. */
  public Optional<String> problem() {
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons.values()));
  }
}
