package ocelli.push.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import ocelli.push.journal.v1m0.DeliveryOrder;
import ocelli.push.journal.v1m0.PushMessage;

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
  private final BooleanSupplier admitting;
  private final Failures failures;
  private final LaneMemory memory = new LaneMemory();
  private final StoreTurns store;
  private final LaneBooks books;

  private DeliveryOrder order;
  private boolean gone;
  private boolean caughtUp;

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
    this.admitting = admitting;
    this.failures = new Failures(limits.failingAfter(), schedule, random);
    this.store = new StoreTurns(limits);
    this.books = new LaneBooks(record, store.pending());
    this.gone = record.gone();
    this.order = record.order();
  }

  /** Whether nothing is left to do. */
  public boolean isIdle() {
    return memory.isEmpty() && books.backlog().isEmpty() && store.isIdle();
  }

  /** Messages that are in flight or wait in memory. */
  int inMemory() {
    return memory.size();
  }

  /** Deliveries that are in flight or not on record. */
  public int unmarked() {
    return memory.inFlight() + store.unmarked();
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
    if (books.marks().covers(cursor)) {
      actions.add(new LaneAction.Settle(message));
    } else if (!books.marks().isOpen(cursor)) {
      books.marks().open(cursor);
      LaneItem item = new LaneItem(message, 0, false);
      if (gone) {
        giveUp(item, "gone", actions);
      } else if (mustBeStored(message, crowded)) {
        books.park(item, 0, now);
      } else {
        memory.add(item);
      }
    }
    return advance(now, actions);
  }

  private boolean mustBeStored(PushMessage message, boolean crowded) {
    return failures.failing()
        || books.blocks(order, message)
        || memory.waiting() >= limits.queue()
        || (crowded && !memory.isEmpty());
  }

  /** An attempt ended. */
  public List<LaneAction> ended(long cursor, Outcome outcome, Instant now) {
    List<LaneAction> actions = new ArrayList<>();
    LaneItem item = memory.ended(cursor);
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

  private void delivered(LaneItem item, Instant now, List<LaneAction> actions) {
    if (failures.failing()) {
      store.dueAtOnce();
    }
    failures.delivered();
    books.delivered(item);
    store.mustMark(now);
    if (!item.stored()) {
      actions.add(new LaneAction.Settle(item.message()));
    }
  }

  private void failed(LaneItem item, Outcome.Failed failed, Instant now, List<LaneAction> actions) {
    failures.failed(failed);
    int attempts = item.failed() + 1;
    if (attempts >= schedule.attempts()) {
      giveUp(item, failed.reason(), actions);
    } else {
      books.park(item, attempts, failures.dueAfter(attempts, failed, now));
      withdraw(later -> waitsBehind(later, item), now);
    }
    if (failures.failing()) {
      failures.rest(failed, now);
      withdraw(later -> true, now);
    }
  }

  private boolean waitsBehind(LaneItem later, LaneItem failed) {
    return switch (order) {
      case PARALLEL -> false;
      case STRICT -> true;
      default -> later.transaction().equals(failed.transaction());
    };
  }

  /** Takes messages out of memory: rows are in the store anyway, the others go there. */
  private void withdraw(Predicate<LaneItem> which, Instant now) {
    for (LaneItem item : memory.withdraw(which)) {
      if (!item.stored()) {
        books.park(item, 0, now);
      }
    }
  }

  private void giveUp(LaneItem item, String reason, List<LaneAction> actions) {
    books.giveUp(item, reason);
    actions.add(new LaneAction.GaveUp(reason));
  }

  private void endpointGone(LaneItem item, List<LaneAction> actions) {
    gone = true;
    giveUp(item, "gone", actions);
    memory.withdraw(every -> true).forEach(other -> giveUp(other, "gone", actions));
    books.gone();
  }

  /** A write is on record. */
  public List<LaneAction> written(Instant now) {
    List<LaneAction> actions = new ArrayList<>();
    store.written().forEach(message -> actions.add(new LaneAction.Settle(message)));
    return advance(now, actions);
  }

  /**
   * The view has offered again all that it had taken before it started: from here on every message
   * that is open is in memory. Until then a row above the mark may have been stored while one
   * before it was in flight, which the crash lost.
   */
  public List<LaneAction> caughtUp(Instant now) {
    caughtUp = true;
    store.dueAtOnce();
    return advance(now, new ArrayList<>());
  }

  /** Rows were read, as asked. */
  public List<LaneAction> loaded(LoadedRows loaded, Instant now) {
    store.loaded(loaded.nextDue());
    loaded.counted().ifPresent(books::recount);
    Set<String> inMemory = memory.transactions();
    for (Changes.Parked row : loaded.rows()) {
      if (gone
          || behindUnoffered(row.message().getCursor())
          || behindMemory(row.message().getTransaction(), inMemory)) {
        store.dueBy(now.plus(SKIPPED_PAUSE));
      } else {
        memory.add(new LaneItem(row.message(), row.failed(), true));
      }
    }
    if (memory.holdsRows()) {
      if (loaded.rows().size() >= limits.rows()) {
        store.dueAtOnce();
      }
    } else if (failures.failing() && store.nextDue().isBefore(Instant.MAX)) {
      failures.restUntil(store.nextDue());
    }
    return advance(now, new ArrayList<>());
  }

  private boolean behindUnoffered(long cursor) {
    return order != DeliveryOrder.PARALLEL && !caughtUp && books.marks().mayFollowUnoffered(cursor);
  }

  private boolean behindMemory(String transaction, Set<String> inMemory) {
    return switch (order) {
      case PARALLEL -> false;
      case STRICT -> !inMemory.isEmpty() || store.pending().urgent();
      default -> inMemory.contains(transaction) || store.pending().holds(transaction);
    };
  }

  /** Time has passed. */
  public List<LaneAction> tick(Instant now) {
    return advance(now, new ArrayList<>());
  }

  private List<LaneAction> advance(Instant now, List<LaneAction> actions) {
    if (!failures.failing() || mayProbe(now)) {
      memory.start(order, this::room, item -> actions.add(send(item)));
    }
    useStore(now, actions);
    wake(now, actions);
    return actions;
  }

  private boolean mayProbe(Instant now) {
    return memory.inFlight() == 0 && !failures.rests(now);
  }

  private boolean room(int inFlight) {
    int window = failures.failing() ? 1 : limits.window();
    return inFlight + store.unmarked() < window && admitting.getAsBoolean();
  }

  private LaneAction send(LaneItem item) {
    return new LaneAction.Send(item.message(), item.failed() + 1, books.completeUpTo());
  }

  private void useStore(Instant now, List<LaneAction> actions) {
    boolean load = wantsLoad(now);
    if (store.writes(now, load)) {
      actions.add(new LaneAction.Write(store.begin(books.marks())));
    } else if (load && store.loads()) {
      boolean count = failures.failing() || books.backlog().mustBeCounted();
      actions.add(new LaneAction.Load(failures.failing() ? 1 : limits.rows(), count));
    }
  }

  private boolean wantsLoad(Instant now) {
    if (gone || memory.holdsRows() || books.backlog().isEmpty() || !admitting.getAsBoolean()) {
      return false;
    }
    return failures.failing() ? mayProbe(now) : !now.isBefore(store.nextDue());
  }

  /** Only what lies ahead needs a timer: what is due now waits for an answer, which comes here. */
  private void wake(Instant now, List<LaneAction> actions) {
    Instant rows = failures.failing() ? failures.resumeAt() : store.nextDue();
    Stream.of(store.flushAt(), books.backlog().isEmpty() ? Instant.MAX : rows)
        .filter(at -> at.isAfter(now) && at.isBefore(Instant.MAX))
        .min(Comparator.naturalOrder())
        .ifPresent(at -> actions.add(new LaneAction.WakeAt(at)));
  }
}
