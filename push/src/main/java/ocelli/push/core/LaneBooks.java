package ocelli.push.core;

import java.time.Instant;
import ocelli.push.journal.v1m0.DeliveryOrder;
import ocelli.push.journal.v1m0.PushMessage;

/**
 * What a lane knows of its messages beyond its memory: the marks, the rows of the retry store, and
 * what of both is not written yet. Not thread-safe.
 */
final class LaneBooks {
  private final Marks marks;
  private final PendingChanges pending;
  private Backlog backlog;

  LaneBooks(LaneRecord record, PendingChanges pending) {
    this.marks = new Marks(record.mark(), record.above());
    this.backlog = record.backlog();
    this.pending = pending;
  }

  Marks marks() {
    return marks;
  }

  Backlog backlog() {
    return backlog;
  }

  /** Every message up to here is acknowledged; −1 where none is. */
  long completeUpTo() {
    return Math.min(marks.mark(), backlog.completeBelow());
  }

  void delivered(LaneItem item) {
    if (item.stored()) {
      pending.deliveredRow(item.cursor());
      backlog.removed(item.transaction());
    } else {
      marks.settle(item.cursor());
      pending.delivered();
    }
  }

  void park(LaneItem item, int failed, Instant due) {
    pending.park(new Changes.Parked(item.message(), failed, due));
    if (!item.stored()) {
      marks.settle(item.cursor());
      backlog.added(item.transaction(), item.cursor());
    }
  }

  void giveUp(LaneItem item, String reason) {
    pending.giveUp(new Changes.DeadLetter(item.message(), item.failed() + 1, reason));
    backlog.unacknowledged(item.cursor());
    if (item.stored()) {
      backlog.removed(item.transaction());
    } else {
      marks.settle(item.cursor());
    }
  }

  /** The endpoint wants nothing more: the next write gives up all its rows. */
  void gone() {
    pending.gone();
    backlog.cleared();
  }

  /** Rows that are not written yet, for no probe runs beside messages in flight, are all new. */
  void recount(Backlog counted) {
    backlog = counted;
    for (PushMessage message : pending.newRows()) {
      backlog.added(message.getTransaction(), message.getCursor());
    }
  }

  /** Whether a new message must wait behind rows. */
  boolean blocks(DeliveryOrder order, PushMessage message) {
    return backlog.blocks(order, message.getTransaction());
  }
}
