package ocelli.push.core;

import java.time.Instant;
import java.util.List;
import ocelli.push.journal.v1m0.PushMessage;

/**
 * What a lane writes in one transaction. Writing it twice is the same as once.
 *
 * @param mark all messages up to this cursor are delivered or stored
 * @param above single ones beyond the mark
 * @param parked rows to add to the retry store or to move to a new time
 * @param delivered cursors of rows to take out
 * @param dead messages that are given up, taken out of the retry store and kept aside
 * @param gone whether the endpoint wants nothing more: all its rows are given up
 */
public record Changes(
    long mark,
    List<Long> above,
    List<Parked> parked,
    List<Long> delivered,
    List<DeadLetter> dead,
    boolean gone) {

  /**
   * A row of the retry store.
   *
   * @param failed how many attempts failed
   * @param due when it may be tried
   */
  public record Parked(PushMessage message, int failed, Instant due) {}

  /**
   * A message that is given up.
   *
   * @param reason from a small fixed set
   */
  public record DeadLetter(PushMessage message, int failed, String reason) {}
}
