package ocelli.ledger.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The images that lack an answer for too long.
 *
 * @param count of all
 * @param oldest when the oldest was accepted; empty where there is none
 * @param entries the oldest of them, as many as were asked for
 */
public record Unaccounted(long count, Optional<Instant> oldest, List<Entry> entries) {
  public Unaccounted {
    entries = List.copyOf(entries);
  }

  /** All is well, or nothing is known yet. */
  public static Unaccounted none() {
    return new Unaccounted(0, Optional.empty(), List.of());
  }
}
