package ocelli.protocol;

/**
 * The place of a message among all messages of its client: epoch × 2⁴⁵ + its offset in the client's
 * delivery-1 partition. The same number in a webhook and in the firehose, whatever service
 * restarts; it rises without being dense, and stays below 2⁵³ so that a JSON number holds it
 * exactly.
 *
 * @param value 0 to 2⁵³ − 1
 */
public record Cursor(long value) implements Comparable<Cursor> {
  private static final int OFFSET_BITS = 45;
  private static final int EPOCH_BITS = 8;

  public Cursor {
    if (value < 0 || value >= 1L << (OFFSET_BITS + EPOCH_BITS)) {
      throw new IllegalArgumentException("cursor: 0 to 2^53 - 1, not " + value);
    }
  }

  /**
   * The cursor of the record at an offset.
   *
   * @param epoch counts the generations of the topic delivery-1, 0 to 255
   * @param offset the record's offset, 0 to 2⁴⁵ − 1
   */
  public static Cursor of(int epoch, long offset) {
    if (epoch < 0 || epoch >= 1 << EPOCH_BITS || offset < 0 || offset >= 1L << OFFSET_BITS) {
      throw new IllegalArgumentException("epoch " + epoch + ", offset " + offset);
    }
    return new Cursor(((long) epoch << OFFSET_BITS) + offset);
  }

  /** The epoch it belongs to. */
  public int epoch() {
    return (int) (value >>> OFFSET_BITS);
  }

  /** The offset of its record. */
  public long offset() {
    return value & ((1L << OFFSET_BITS) - 1);
  }

  @Override
  public int compareTo(Cursor other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
