package ocelli.push.core;

/**
 * A place in a slice: everything up to it is delivered or in the retry store.
 *
 * @param ordering the tag query's offset
 * @param number the slice's dense number
 * @param sequence the journal's sequence number
 */
public record ViewPosition(long ordering, long number, long sequence) {
  /** Before the first event. */
  public static final ViewPosition START = new ViewPosition(0, 0, 0);
}
