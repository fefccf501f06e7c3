package ocelli.push.core;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Which of an endpoint's messages need not be sent again: those up to a mark, and single ones above
 * it. Messages are offered in the order of their cursors, from the first that is not settled. Not
 * thread-safe.
 */
final class Marks {
  private final TreeSet<Long> open = new TreeSet<>();
  private final TreeSet<Long> above;
  private long mark;
  private long offeredUpTo = -1;

  Marks(long mark, Collection<Long> above) {
    this.mark = mark;
    this.above = new TreeSet<>(above);
  }

  /** A message is offered: whether it was delivered or stored before. */
  boolean covers(long cursor) {
    offeredUpTo = Math.max(offeredUpTo, cursor);
    return cursor <= mark || above.contains(cursor);
  }

  /** Whether messages before it may be open that are still to be offered. */
  boolean mayFollowUnoffered(long cursor) {
    return cursor > mark && cursor > offeredUpTo;
  }

  /** Whether a message is on its way. */
  boolean isOpen(long cursor) {
    return open.contains(cursor);
  }

  void open(long cursor) {
    open.add(cursor);
  }

  /** After a start, what is settled above the mark says nothing of what was not offered yet. */
  void settle(long cursor) {
    open.remove(cursor);
    above.add(cursor);
    long end = open.isEmpty() ? offeredUpTo : open.first() - 1;
    while (!above.isEmpty() && above.first() <= end) {
      mark = above.pollFirst();
    }
  }

  long mark() {
    return mark;
  }

  List<Long> above() {
    return List.copyOf(above);
  }
}
