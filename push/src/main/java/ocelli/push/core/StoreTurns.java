package ocelli.push.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ocelli.push.journal.v1m0.PushMessage;

/**
 * Whose turn it is at the retry store: a write or a load, never both, and neither starves the
 * other. What is written next, and when what is stored becomes due. Not thread-safe.
 */
final class StoreTurns {
  private final Duration markWithin;
  private final int enough;
  private final PendingChanges pending = new PendingChanges();
  private final List<PushMessage> beingStored = new ArrayList<>();
  private boolean busy;
  private boolean loadsNext;
  private int beingMarked;
  private Instant nextDue = Instant.MIN;
  private Instant beingStoredDue = Instant.MAX;
  private Instant flushAt = Instant.MAX;

  StoreTurns(LaneLimits limits) {
    this.markWithin = limits.markWithin();
    this.enough = (limits.window() + 1) / 2; // half the window is marked while the rest is sent
  }

  /** What the next write will hold. */
  PendingChanges pending() {
    return pending;
  }

  boolean isIdle() {
    return pending.isEmpty() && !busy;
  }

  /** Deliveries that ended and are not on record. */
  int unmarked() {
    return pending.deliveredCount() + beingMarked;
  }

  /** A delivery must be on record before long. */
  void mustMark(Instant now) {
    if (flushAt.equals(Instant.MAX)) {
      flushAt = now.plus(markWithin);
    }
  }

  /** When a write is due at the latest. */
  Instant flushAt() {
    return flushAt;
  }

  /** When the next row is due. */
  Instant nextDue() {
    return nextDue;
  }

  void dueBy(Instant at) {
    nextDue = min(nextDue, at);
  }

  void dueAtOnce() {
    nextDue = Instant.MIN;
  }

  /** Whether a write begins now; then {@link #begin} it. */
  boolean writes(Instant now, boolean wantsLoad) {
    return !busy && writeDue(now, wantsLoad) && !(wantsLoad && loadsNext && !pending.changesRows());
  }

  private boolean writeDue(Instant now, boolean wantsLoad) {
    return pending.urgent()
        || (wantsLoad && pending.changesRows())
        || pending.deliveredCount() >= enough
        || (!now.isBefore(flushAt) && !pending.isEmpty());
  }

  Changes begin(Marks marks) {
    busy = true;
    loadsNext = true;
    beingMarked = pending.deliveredCount();
    flushAt = Instant.MAX;
    Changes changes = pending.take(marks);
    for (Changes.Parked row : changes.parked()) {
      beingStored.add(row.message());
      beingStoredDue = min(beingStoredDue, row.due());
    }
    changes.dead().stream().map(Changes.DeadLetter::message).forEach(beingStored::add);
    return changes;
  }

  /** A write is on record; answers what the view may forget. */
  List<PushMessage> written() {
    busy = false;
    beingMarked = 0;
    dueBy(beingStoredDue); // no load before saw these rows
    beingStoredDue = Instant.MAX;
    List<PushMessage> stored = List.copyOf(beingStored);
    beingStored.clear();
    return stored;
  }

  /** Whether a load begins now, where one is wanted. */
  boolean loads() {
    if (busy || pending.changesRows()) {
      return false;
    }
    busy = true;
    return true;
  }

  void loaded(Optional<Instant> due) {
    busy = false;
    loadsNext = false;
    nextDue = due.orElse(Instant.MAX);
  }

  private static Instant min(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
