package ocelli.push.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import ocelli.push.journal.v1m0.DeliveryOrder;
import ocelli.push.journal.v1m0.PushMessage;
import org.jspecify.annotations.Nullable;

/**
 * The way of messages to one endpoint: what is sent when, what waits, what goes to the retry store.
 * Told what happened, it answers what to do. Not thread-safe: it belongs to one actor.
 *
 * <p>Messages of a transaction that are in memory are always older than its rows in the store: once
 * one of them is parked, those after it are parked too. So both sides keep the order, and a row is
 * sent only when nothing of its transaction is in memory.
 */
public final class LaneState {
  private static final Duration SKIPPED_PAUSE = Duration.ofMillis(100); // rows behind live messages

  private final LaneLimits limits;
  private final RetrySchedule schedule;
  private final RandomGenerator random;
  private final BooleanSupplier admitting;
  private final Marks marks;
  private final List<Item> waiting = new ArrayList<>();
  private final Map<Long, Item> inFlight = new HashMap<>();
  private final PendingChanges pending = new PendingChanges();
  private final List<PushMessage> beingStored = new ArrayList<>();

  private Backlog backlog;
  private DeliveryOrder order;
  private boolean gone;
  private boolean storeBusy;
  private boolean loadsNext;
  private int beingMarked;
  private int failures;
  private Instant resumeAt = Instant.MIN;
  private Instant nextDue = Instant.MIN;
  private Instant beingStoredDue = Instant.MAX;
  private @Nullable Instant flushAt;

  private record Item(PushMessage message, int failed, boolean stored) {
    String transaction() {
      return message.getTransaction();
    }

    long cursor() {
      return message.getCursor();
    }
  }

  /**
   * @param admitting false while the process drains: nothing new is sent
   */
  public LaneState(
      LaneRecord record,
      LaneLimits limits,
      RetrySchedule schedule,
      RandomGenerator random,
      BooleanSupplier admitting) {
    this.limits = limits;
    this.schedule = schedule;
    this.random = random;
    this.admitting = admitting;
    this.marks = new Marks(record.mark(), record.above());
    this.backlog = record.backlog();
    this.gone = record.gone();
    this.order = record.order();
  }

  /** Whether nothing is left to do. */
  public boolean isIdle() {
    return waiting.isEmpty()
        && inFlight.isEmpty()
        && pending.isEmpty()
        && backlog.isEmpty()
        && !storeBusy;
  }

  /** Messages that are in flight or wait in memory. */
  int inMemory() {
    return waiting.size() + inFlight.size();
  }

  /** Deliveries that are in flight or not on record. */
  public int unmarked() {
    return inFlight.size() + pending.deliveredCount() + beingMarked;
  }

  /**
   * The view hands over a message, in the order of cursors.
   *
   * @param crowded whether the view holds too much: what cannot be sent at once goes to the store
   */
  public List<LaneAction> offer(PushMessage message, boolean crowded, Instant now) {
    List<LaneAction> actions = new ArrayList<>();
    long cursor = message.getCursor();
    order = message.getOrder();
    if (marks.covers(cursor)) {
      actions.add(new LaneAction.Settle(message));
    } else if (!marks.isOpen(cursor)) {
      marks.open(cursor);
      Item item = new Item(message, 0, false);
      if (gone) {
        giveUp(item, "gone", actions);
      } else if (mustBeStored(message, crowded)) {
        park(item, 0, now);
      } else {
        waiting.add(item);
      }
    }
    return advance(now, actions);
  }

  private boolean mustBeStored(PushMessage message, boolean crowded) {
    return failing()
        || backlog.blocks(order, message.getTransaction())
        || waiting.size() >= limits.queue()
        || (crowded && !(waiting.isEmpty() && inFlight.isEmpty()));
  }

  /** An attempt ended. */
  public List<LaneAction> ended(long cursor, Outcome outcome, Instant now) {
    List<LaneAction> actions = new ArrayList<>();
    Item item = inFlight.remove(cursor);
    if (item == null) {
      return actions;
    }
    if (outcome instanceof Outcome.Delivered) {
      delivered(item, now, actions);
    } else if (gone) {
      giveUp(item, "gone", actions);
    } else if (outcome instanceof Outcome.Failed failed) {
      failed(item, failed, now, actions);
    } else {
      endpointGone(item, actions);
    }
    return advance(now, actions);
  }

  private void delivered(Item item, Instant now, List<LaneAction> actions) {
    if (failing()) {
      nextDue = Instant.MIN;
    }
    failures = 0;
    if (item.stored()) {
      pending.deliveredRow(item.cursor());
      backlog.removed(item.transaction());
    } else {
      marks.settle(item.cursor());
      pending.delivered();
      actions.add(new LaneAction.Settle(item.message()));
    }
    if (flushAt == null) {
      flushAt = now.plus(limits.markWithin());
    }
  }

  private void failed(Item item, Outcome.Failed failed, Instant now, List<LaneAction> actions) {
    failures++;
    if (failed.retryAfter().isPresent()) {
      failures = Math.max(failures, limits.failingAfter()); // it asked to be left alone
    }
    int attempts = item.failed() + 1;
    if (attempts >= schedule.attempts()) {
      giveUp(item, failed.reason(), actions);
    } else {
      Instant due = now.plus(waitAfter(attempts, failed));
      park(item, attempts, due);
      withdraw(later -> waitsBehind(later, item), now);
    }
    if (failing()) {
      resumeAt = now.plus(waitAfter(failures - limits.failingAfter() + 1, failed));
      withdraw(later -> true, now);
    }
  }

  private Duration waitAfter(int failed, Outcome.Failed outcome) {
    Duration wait = schedule.waitAfter(failed, random);
    Duration asked = outcome.retryAfter().orElse(Duration.ZERO);
    return asked.compareTo(wait) > 0 ? asked : wait;
  }

  private boolean waitsBehind(Item later, Item failed) {
    return switch (order) {
      case PARALLEL -> false;
      case STRICT -> true;
      default -> later.transaction().equals(failed.transaction());
    };
  }

  /** Takes messages out of memory: rows are in the store anyway, the others go there. */
  private void withdraw(Predicate<Item> which, Instant now) {
    Iterator<Item> items = waiting.iterator();
    while (items.hasNext()) {
      Item item = items.next();
      if (which.test(item)) {
        items.remove();
        if (!item.stored()) {
          park(item, 0, now);
        }
      }
    }
  }

  private void park(Item item, int failed, Instant due) {
    pending.park(new Changes.Parked(item.message(), failed, due));
    if (!item.stored()) {
      marks.settle(item.cursor());
      backlog.added(item.transaction(), item.cursor());
    }
  }

  private void giveUp(Item item, String reason, List<LaneAction> actions) {
    pending.giveUp(new Changes.DeadLetter(item.message(), item.failed() + 1, reason));
    backlog.unacknowledged(item.cursor());
    if (item.stored()) {
      backlog.removed(item.transaction());
    } else {
      marks.settle(item.cursor());
    }
    actions.add(new LaneAction.GaveUp(reason));
  }

  private void endpointGone(Item item, List<LaneAction> actions) {
    gone = true;
    pending.gone();
    giveUp(item, "gone", actions);
    waiting.forEach(other -> giveUp(other, "gone", actions));
    waiting.clear();
    backlog.cleared();
  }

  /** A write is on record. */
  public List<LaneAction> written(Instant now) {
    List<LaneAction> actions = new ArrayList<>();
    storeBusy = false;
    beingMarked = 0;
    nextDue = min(nextDue, beingStoredDue); // no load before saw these rows
    beingStoredDue = Instant.MAX;
    beingStored.forEach(message -> actions.add(new LaneAction.Settle(message)));
    beingStored.clear();
    return advance(now, actions);
  }

  /** Rows were read, as asked. */
  public List<LaneAction> loaded(LoadedRows loaded, Instant now) {
    storeBusy = false;
    loadsNext = false;
    loaded.counted().ifPresent(this::recount);
    nextDue = loaded.nextDue().orElse(Instant.MAX);
    Set<String> inMemory = new HashSet<>();
    waiting.forEach(item -> inMemory.add(item.transaction()));
    inFlight.values().forEach(item -> inMemory.add(item.transaction()));
    for (Changes.Parked row : loaded.rows()) {
      if (gone || behindMemory(row.message().getTransaction(), inMemory)) {
        nextDue = min(nextDue, now.plus(SKIPPED_PAUSE));
      } else {
        waiting.add(new Item(row.message(), row.failed(), true));
      }
    }
    if (loaded.rows().isEmpty() && failing() && loaded.nextDue().isPresent()) {
      resumeAt = nextDue;
    } else if (loaded.rows().size() >= limits.rows()) {
      nextDue = Instant.MIN;
    }
    return advance(now, new ArrayList<>());
  }

  /** Rows that are not written yet, for no probe runs beside messages in flight, are all new. */
  private void recount(Backlog counted) {
    backlog = counted;
    pending
        .newRows()
        .forEach(message -> backlog.added(message.getTransaction(), message.getCursor()));
  }

  private boolean behindMemory(String transaction, Set<String> inMemory) {
    return switch (order) {
      case PARALLEL -> false;
      case STRICT -> !inMemory.isEmpty() || pending.urgent();
      default -> inMemory.contains(transaction) || pending.holds(transaction);
    };
  }

  /** Time has passed. */
  public List<LaneAction> tick(Instant now) {
    return advance(now, new ArrayList<>());
  }

  private List<LaneAction> advance(Instant now, List<LaneAction> actions) {
    if (!failing() || (inFlight.isEmpty() && !now.isBefore(resumeAt))) {
      startWaiting(actions);
    }
    useStore(now, actions);
    wake(now, actions);
    return actions;
  }

  private void startWaiting(List<LaneAction> actions) {
    Set<String> busy = new HashSet<>();
    inFlight.values().forEach(item -> busy.add(item.transaction()));
    int window = failing() ? 1 : limits.window();
    Iterator<Item> items = waiting.iterator();
    while (items.hasNext() && unmarked() < window && admitting.getAsBoolean()) {
      Item item = items.next();
      if (order == DeliveryOrder.STRICT && !inFlight.isEmpty()) {
        return;
      }
      if (busy.add(item.transaction()) || order == DeliveryOrder.PARALLEL) {
        items.remove();
        inFlight.put(item.cursor(), item);
        long completeUpTo = Math.min(marks.mark(), backlog.completeBelow());
        actions.add(new LaneAction.Send(item.message(), item.failed() + 1, completeUpTo));
      }
    }
  }

  private void useStore(Instant now, List<LaneAction> actions) {
    if (storeBusy) {
      return;
    }
    boolean load = wantsLoad(now);
    if (writeDue(now, load) && !(load && loadsNext && !pending.changesRows())) {
      beginWrite(actions);
      loadsNext = true;
    } else if (load && !pending.changesRows()) {
      storeBusy = true;
      boolean count = failing() || backlog.mustBeCounted();
      actions.add(new LaneAction.Load(failing() ? 1 : limits.rows(), count));
    }
  }

  private boolean writeDue(Instant now, boolean load) {
    return pending.urgent()
        || (load && pending.changesRows())
        || pending.deliveredCount() >= (limits.window() + 1) / 2
        || (flushAt != null && !now.isBefore(flushAt) && !pending.isEmpty());
  }

  private void beginWrite(List<LaneAction> actions) {
    storeBusy = true;
    beingMarked = pending.deliveredCount();
    flushAt = null;
    Changes changes = pending.take(marks);
    for (Changes.Parked row : changes.parked()) {
      beingStored.add(row.message());
      beingStoredDue = min(beingStoredDue, row.due());
    }
    changes.dead().stream().map(Changes.DeadLetter::message).forEach(beingStored::add);
    actions.add(new LaneAction.Write(changes));
  }

  private boolean wantsLoad(Instant now) {
    boolean rowsInMemory =
        waiting.stream().anyMatch(Item::stored)
            || inFlight.values().stream().anyMatch(Item::stored);
    if (gone || rowsInMemory || backlog.isEmpty() || !admitting.getAsBoolean()) {
      return false;
    }
    return failing() ? inFlight.isEmpty() && !now.isBefore(resumeAt) : !now.isBefore(nextDue);
  }

  private void wake(Instant now, List<LaneAction> actions) {
    Instant at = flushAt == null ? Instant.MAX : flushAt;
    if (!backlog.isEmpty()) {
      at = min(at, failing() ? resumeAt : nextDue);
    }
    if (at.isAfter(now) && at.isBefore(Instant.MAX)) {
      actions.add(new LaneAction.WakeAt(at));
    }
  }

  private boolean failing() {
    return failures >= limits.failingAfter();
  }

  private static Instant min(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
