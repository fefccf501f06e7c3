package ocelli.push.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rows of the retry store that may be sent now: none has an earlier row before it, in the order
 * that the endpoint asks for, that is not due.
 *
 * @param rows in the order of their cursors
 * @param nextDue the earliest time at which a row that is not due becomes it
 * @param counted after a probe, what is left in the store
 */
public record LoadedRows(
    List<Changes.Parked> rows, Optional<Instant> nextDue, Optional<Backlog> counted) {
  public LoadedRows {
    rows = List.copyOf(rows);
  }
}
