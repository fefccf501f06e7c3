package ocelli.push.core;

import java.util.ArrayList;
import java.util.List;
import ocelli.push.journal.v1m0.PushMessage;

/** What a lane will write next. Not thread-safe. */
final class PendingChanges {
  private List<Changes.Parked> parked = new ArrayList<>();
  private List<Long> deliveredRows = new ArrayList<>();
  private List<Changes.DeadLetter> dead = new ArrayList<>();
  private boolean gone;
  private int delivered;

  void park(Changes.Parked row) {
    parked.add(row);
  }

  void giveUp(Changes.DeadLetter letter) {
    dead.add(letter);
  }

  void gone() {
    gone = true;
  }

  void delivered() {
    delivered++;
  }

  void deliveredRow(long cursor) {
    delivered++;
    deliveredRows.add(cursor);
  }

  /** How many deliveries are not on record. */
  int deliveredCount() {
    return delivered;
  }

  /** Whether something waits that holds the view back. */
  boolean urgent() {
    return gone || !parked.isEmpty() || !dead.isEmpty();
  }

  boolean isEmpty() {
    return delivered == 0 && !urgent();
  }

  boolean holds(String transaction) {
    return parked.stream().anyMatch(row -> row.message().getTransaction().equals(transaction));
  }

  /** Messages on their way into the store that never failed. */
  List<PushMessage> newRows() {
    return parked.stream().filter(row -> row.failed() == 0).map(Changes.Parked::message).toList();
  }

  /** Whether rows that are in the store will change. */
  boolean changesRows() {
    return !deliveredRows.isEmpty()
        || !dead.isEmpty()
        || parked.stream().anyMatch(p -> p.failed() > 0);
  }

  Changes take(Marks marks) {
    Changes changes =
        new Changes(
            marks.mark(),
            marks.above(),
            List.copyOf(parked),
            List.copyOf(deliveredRows),
            List.copyOf(dead),
            gone);
    parked = new ArrayList<>();
    deliveredRows = new ArrayList<>();
    dead = new ArrayList<>();
    gone = false;
    delivered = 0;
    return changes;
  }
}
