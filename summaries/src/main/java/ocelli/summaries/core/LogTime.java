package ocelli.summaries.core;

/**
 * The log's time as far as it can be known without a new record: that of the latest record plus
 * what has passed since it was seen. Never ahead of the broker, for a record is seen after it was
 * appended; a reader's clock gives only the difference, so its setting does not matter.
 */
public final class LogTime {
  private long recordMicros;
  private long seenAtMicros;

  /**
   * @param recordMicros the latest log time known
   * @param nowMicros the reader's clock
   */
  public LogTime(long recordMicros, long nowMicros) {
    this.recordMicros = recordMicros;
    this.seenAtMicros = nowMicros;
  }

  /** A record was seen. */
  public void saw(long logTimeMicros, long nowMicros) {
    recordMicros = logTimeMicros;
    seenAtMicros = nowMicros;
  }

  /** The log's time when the reader's clock shows {@code nowMicros}. */
  public long now(long nowMicros) {
    return recordMicros + Math.max(0, nowMicros - seenAtMicros);
  }
}
