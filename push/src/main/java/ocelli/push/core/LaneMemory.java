package ocelli.push.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ocelli.push.journal.v1m0.DeliveryOrder;
import org.jspecify.annotations.Nullable;

/** The messages that a lane holds: those that wait, and those in flight. Not thread-safe. */
final class LaneMemory {
  private final List<LaneItem> waiting = new ArrayList<>();
  private final Map<Long, LaneItem> inFlight = new HashMap<>();

  boolean isEmpty() {
    return waiting.isEmpty() && inFlight.isEmpty();
  }

  int size() {
    return waiting.size() + inFlight.size();
  }

  int waiting() {
    return waiting.size();
  }

  int inFlight() {
    return inFlight.size();
  }

  void add(LaneItem item) {
    waiting.add(item);
  }

  /** An attempt ended; null where none of this cursor is in flight. */
  @Nullable LaneItem ended(long cursor) {
    return inFlight.remove(cursor);
  }

  /** Whether rows of the retry store are here. */
  boolean holdsRows() {
    return all().anyMatch(LaneItem::stored);
  }

  Set<String> transactions() {
    Set<String> transactions = new HashSet<>();
    all().forEach(item -> transactions.add(item.transaction()));
    return transactions;
  }

  private Stream<LaneItem> all() {
    return Stream.concat(waiting.stream(), inFlight.values().stream());
  }

  /** Takes out what waits and matches, in its order. */
  List<LaneItem> withdraw(Predicate<LaneItem> which) {
    List<LaneItem> withdrawn = waiting.stream().filter(which).toList();
    waiting.removeIf(which);
    return withdrawn;
  }

  /**
   * Starts what may go beside what is in flight, oldest first.
   *
   * @param room whether another may be in flight beside so many
   */
  void start(DeliveryOrder order, IntPredicate room, Consumer<LaneItem> send) {
    Set<String> busy = new HashSet<>();
    inFlight.values().forEach(item -> busy.add(item.transaction()));
    Iterator<LaneItem> items = waiting.iterator();
    while (items.hasNext() && room.test(inFlight.size())) {
      LaneItem item = items.next();
      if (order == DeliveryOrder.STRICT && !inFlight.isEmpty()) {
        return;
      }
      if (busy.add(item.transaction()) || order == DeliveryOrder.PARALLEL) {
        items.remove();
        inFlight.put(item.cursor(), item);
        send.accept(item);
      }
    }
  }
}
