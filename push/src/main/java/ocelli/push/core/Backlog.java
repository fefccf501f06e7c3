package ocelli.push.core;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import ocelli.push.journal.v1m0.DeliveryOrder;

/**
 * What a lane knows of its rows in the retry store, without their messages. Beyond a number of
 * transactions it only counts, and then everything waits behind the store. Not thread-safe.
 */
public final class Backlog {
  /** How many transactions are told apart: 10,000 of at most 128 characters hold about 2 MiB. */
  public static final int MAX_TRANSACTIONS = 10_000;

  private final Map<String, Integer> rows;
  private boolean exact;
  private long oldest;

  /**
   * @param rows how many rows each transaction has; where there are more than {@link
   *     #MAX_TRANSACTIONS}, that many and one
   * @param oldest the lowest cursor that is not acknowledged, dead letters included
   */
  public Backlog(Map<String, Integer> rows, OptionalLong oldest) {
    this.rows = new HashMap<>(rows);
    this.exact = rows.size() <= MAX_TRANSACTIONS;
    this.oldest = oldest.orElse(Long.MAX_VALUE);
  }

  /** No rows. */
  public static Backlog empty() {
    return new Backlog(Map.of(), OptionalLong.empty());
  }

  boolean isEmpty() {
    return rows.isEmpty() && exact;
  }

  /** Whether a new message of a transaction must wait behind rows. */
  boolean blocks(DeliveryOrder order, String transaction) {
    return switch (order) {
      case PARALLEL -> false;
      case STRICT -> !isEmpty();
      default -> !exact || rows.containsKey(transaction);
    };
  }

  void added(String transaction, long cursor) {
    if (!rows.containsKey(transaction) && rows.size() > MAX_TRANSACTIONS) {
      exact = false;
    } else {
      rows.merge(transaction, 1, Integer::sum);
    }
    unacknowledged(cursor);
  }

  void removed(String transaction) {
    rows.computeIfPresent(transaction, (name, count) -> count == 1 ? null : count - 1);
  }

  void cleared() {
    rows.clear();
    exact = true;
  }

  void unacknowledged(long cursor) {
    oldest = Math.min(oldest, cursor);
  }

  /** The highest cursor below every message that was not acknowledged. */
  long completeBelow() {
    return oldest == Long.MAX_VALUE ? oldest : oldest - 1;
  }

  /** Whether the count says empty while rows beyond it may be there. */
  boolean mustBeCounted() {
    return !exact && rows.isEmpty();
  }
}
