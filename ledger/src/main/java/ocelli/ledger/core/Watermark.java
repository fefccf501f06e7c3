package ocelli.ledger.core;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Up to when everything that the topics hold is in the ledger. An image counts as lost by this
 * time, never by the clock's: a ledger that is behind has not lost what it has not read.
 *
 * @param reached all that was appended before is noted; empty until that is known once
 * @param pending a look at the topics' ends that the positions have not reached yet
 */
public record Watermark(Optional<Instant> reached, Optional<Ends> pending) {
  /** Where the partitions ended at a time, by topic and partition. */
  public record Ends(Instant at, Map<String, Long> offsets) {
    public Ends {
      offsets = Map.copyOf(offsets);
    }

    boolean reachedBy(Map<String, Long> positions) {
      return offsets.entrySet().stream()
          .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
  }

  /** Nothing is known yet. */
  public static Watermark unknown() {
    return new Watermark(Optional.empty(), Optional.empty());
  }

  /**
   * After another look.
   *
   * @param now the ends, asked for at their time
   * @param positions the offsets to read next; a partition without one was not begun
   */
  public Watermark next(Ends now, Map<String, Long> positions) {
    if (now.reachedBy(positions)) {
      return new Watermark(Optional.of(now.at()), Optional.empty());
    }
    return pending
        .map(
            before ->
                before.reachedBy(positions)
                    ? new Watermark(Optional.of(before.at()), Optional.of(now))
                    : this)
        .orElseGet(() -> new Watermark(reached, Optional.of(now)));
  }
}
