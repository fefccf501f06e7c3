package ocelli.firehose.core;

/**
 * Messages that a filter left out since the message shown before.
 *
 * @param from the first cursor left out
 * @param to the last cursor left out
 */
public record Skipped(long from, long to) {
  /** The same with one more, which comes after. */
  public Skipped and(long cursor) {
    return new Skipped(from, cursor);
  }
}
