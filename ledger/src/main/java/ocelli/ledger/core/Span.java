package ocelli.ledger.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ocelli.protocol.ClientId;
import ocelli.protocol.TransactionId;

/**
 * A summary that was cut to fit names the first of its images alone; it is of all that were
 * accepted from then on up to the one that it travels with, the latest.
 *
 * @param client whose it is
 * @param transaction that it sums up
 * @param from when the first of its images was accepted
 * @param to when the last was
 * @param summary the answer that it is
 * @param loggedAt the broker's time of the record
 */
public record Span(
    ClientId client,
    TransactionId transaction,
    Instant from,
    Instant to,
    Answer summary,
    Instant loggedAt) {
  /** What it shows of an entry within it. */
  public Sighting of(Entry entry) {
    return new Sighting(
        entry.image(),
        client,
        transaction,
        entry.acceptedAt(),
        List.of(),
        false,
        Optional.of(summary),
        loggedAt);
  }
}
