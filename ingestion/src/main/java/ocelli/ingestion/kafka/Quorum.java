package ocelli.ingestion.kafka;

import java.util.List;
import java.util.OptionalLong;

/**
 * Whether the controller still leads a majority of the voters. It notices itself only after three
 * seconds that it is left alone, and acknowledges nothing meanwhile.
 */
final class Quorum {
  /** A voter asks the controller for news every 500 ms at least (KafkaRaftClient). */
  private static final long SILENT_MILLIS = 1000;

  private Quorum() {}

  /**
   * Whether half of the voters or more are silent.
   *
   * @param now in milliseconds, by the controller's clock: when it last asked itself
   * @param lastAsked when each voter did, the controller included; empty where it has not yet
   */
  static boolean isLost(long now, List<OptionalLong> lastAsked) {
    long silent =
        lastAsked.stream()
            .filter(asked -> asked.isPresent() && now - asked.getAsLong() > SILENT_MILLIS)
            .count();
    return silent * 2 >= lastAsked.size() && silent > 0;
  }
}
