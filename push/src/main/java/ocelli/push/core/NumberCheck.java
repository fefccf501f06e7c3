package ocelli.push.core;

/**
 * The dense numbers of a slice, checked: an event is taken only right after its predecessor, so
 * that whatever the reader of the journal left out is noticed by the first event after it, or by
 * the head that somebody saw. Not thread-safe.
 */
public final class NumberCheck {
  private static final long UNKNOWN = -1;

  private long number;
  private long sequence;
  private long headNumber;
  private long headSequence;

  /**
   * @param number of the last event that was taken; 0 before the first
   * @param sequence its sequence number in the journal
   */
  public NumberCheck(long number, long sequence) {
    this.number = number;
    this.sequence = sequence;
    this.headNumber = number;
    this.headSequence = sequence;
  }

  /** What an event is to a reader. */
  public enum Verdict {
    /** It was taken before. */
    SEEN,
    /** It is the one after the last. */
    NEXT,
    /** Something before it is missing. */
    AHEAD
  }

  /** Judges an event by its number, and takes it where it is the next. */
  public Verdict judge(long eventNumber, long eventSequence) {
    heard(eventNumber, eventSequence);
    if (eventNumber <= number) {
      return Verdict.SEEN;
    }
    if (eventNumber > number + 1) {
      return Verdict.AHEAD;
    }
    number = eventNumber;
    sequence = eventSequence;
    return Verdict.NEXT;
  }

  /** Somebody knows of an event. */
  public void heard(long eventNumber, long eventSequence) {
    if (eventSequence > headSequence) {
      headNumber = eventNumber;
      headSequence = eventSequence;
    }
  }

  /** Somebody knows of an event, but not its number. */
  public void heardSequence(long eventSequence) {
    heard(UNKNOWN, eventSequence);
  }

  /** Whether an event is known that was not taken. */
  public boolean behind() {
    return headSequence > sequence;
  }

  /** The number of the last event taken. */
  public long number() {
    return number;
  }

  /** From where to read what is missing: where only the newest is, that one alone. */
  public long fetchFrom() {
    return headNumber == number + 1 ? headSequence : sequence + 1;
  }

  /** Up to where to read what is missing. */
  public long fetchTo() {
    return headSequence;
  }
}
