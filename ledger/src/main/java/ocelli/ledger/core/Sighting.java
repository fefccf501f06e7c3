package ocelli.ledger.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ocelli.protocol.ClientId;
import ocelli.protocol.ImageId;
import ocelli.protocol.TransactionId;

/**
 * What one record shows of an image. Every record about an image names its expected tasks, so none
 * must come first; a summary names none, and comes after its images' answers.
 *
 * @param image its id
 * @param client its owner
 * @param transaction that it belongs to
 * @param acceptedAt ingestion's time
 * @param expected tasks that each owe an answer
 * @param summarised whether the image's own token grants a summary, so that one is owed
 * @param answer the record itself; empty for the announcement
 * @param loggedAt the broker's time of the record
 */
public record Sighting(
    ImageId image,
    ClientId client,
    TransactionId transaction,
    Instant acceptedAt,
    List<String> expected,
    boolean summarised,
    Optional<Answer> answer,
    Instant loggedAt) {
  public Sighting {
    expected = List.copyOf(expected);
  }

  /**
   * Whether it may open an entry: a repeat that comes after its image's entry was forgotten must
   * not look like an image that lacks all the rest.
   *
   * @param kept how long entries are kept at least
   */
  public boolean opens(Duration kept) {
    return !expected.isEmpty() && loggedAt.isBefore(acceptedAt.plus(kept));
  }
}
