package ocelli.firehose.actor;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The partitions of this node that stopped until a person acts, for the health check. */
public final class StoppedPartitions {
  private final Map<Integer, String> reasons = new ConcurrentSkipListMap<>();

  void stopped(int partition, String reason) {
    reasons.put(partition, reason);
  }

  void runs(int partition) {
    reasons.remove(partition);
  }

  /** What is wrong, for a person; empty where all run. */
  public Optional<String> problem() {
    return reasons.isEmpty() ? Optional.empty() : Optional.of("stopped partitions: " + reasons);
  }
}
