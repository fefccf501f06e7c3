package ocelli.summaries.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ocelli.summaries.journal.v1m0.Advanced;
import ocelli.summaries.journal.v1m0.Closing;
import ocelli.summaries.journal.v1m0.Observed;
import ocelli.summaries.journal.v1m0.Outcome;
import ocelli.summaries.journal.v1m0.Published;

/**
 * All transactions of one partition of vision-1, the position in it, and the outcomes that wait for
 * the broker. Changes only by applying events. Confined to one thread: a snapshot of it is taken by
 * {@link Snapshots}.
 */
public final class Ledger {
  private final ClosingRules rules;
  private final Map<TransactionKey, Tracked> tracked = new HashMap<>();
  private final Map<TransactionKey, Long> closedAt = new LinkedHashMap<>();
  private final Set<TransactionKey> restless = new LinkedHashSet<>();
  private final Map<TransactionKey, Long> forgottenAt = new LinkedHashMap<>();
  private final Map<String, Outcome> unpublished = new LinkedHashMap<>();
  private long nextOffset;
  private long logTimeMicros;

  /** One that knows nothing and stands at the log's beginning. */
  public Ledger(ClosingRules rules) {
    this.rules = rules;
  }

  /** The offset of the first record that is not yet taken over. */
  public long nextOffset() {
    return nextOffset;
  }

  /** The latest log time that it knows. */
  public long logTimeMicros() {
    return logTimeMicros;
  }

  /** The outcomes that the broker has not acknowledged, in the order of deciding. */
  public Collection<Outcome> unpublished() {
    return unpublished.values();
  }

  /** The transactions that may close, or be revised, without a new input. */
  public Set<TransactionKey> restless() {
    return restless;
  }

  /** What is known of a transaction; empty where nothing is, or no more. */
  public Optional<Tracked> tracked(TransactionKey key) {
    return Optional.ofNullable(tracked.get(key));
  }

  /** Whether it was known once and is forgotten: its inputs come too late. */
  boolean isForgotten(TransactionKey key) {
    return forgottenAt.containsKey(key);
  }

  Map<TransactionKey, Tracked> all() {
    return tracked;
  }

  /** The closed ones with the log time of closing, earliest first. */
  Map<TransactionKey, Long> closedAt() {
    return closedAt;
  }

  Map<TransactionKey, Long> forgottenAt() {
    return forgottenAt;
  }

  /** Takes over a batch, or what idleness closed. */
  public Ledger apply(Advanced event) {
    nextOffset = event.getNextOffset();
    logTimeMicros = Math.max(logTimeMicros, event.getLogTimeMicros());
    event.getObservedList().forEach(this::observe);
    event.getClosingsList().forEach(this::close);
    forgetBefore(event.getForgetBeforeMicros());
    dropBefore(event.getDropBeforeMicros());
    return this;
  }

  /** Takes acknowledged outcomes out of the outbox. */
  public Ledger apply(Published event) {
    event.getMessageIdsList().forEach(unpublished::remove);
    return this;
  }

  private void observe(Observed observed) {
    TransactionKey key = TransactionKey.of(observed);
    Tracked before = tracked.getOrDefault(key, Tracked.from(observed.getLogTimeMicros()));
    put(key, before.with(observed, rules, Conflicts.UNHEARD));
  }

  private void close(Closing closing) {
    TransactionKey key = new TransactionKey(closing.getClient(), closing.getTransaction());
    Tracked before = tracked.get(key);
    if (before == null) {
      throw new IllegalStateException("the journal closes a transaction that it never opened");
    }
    put(key, before.with(closing));
    if (closing.hasOutcome()) {
      unpublish(closing.getOutcome());
    }
  }

  void unpublish(Outcome outcome) {
    unpublished.put(outcome.getMessageId(), outcome);
  }

  void put(TransactionKey key, Tracked now) {
    tracked.put(key, now);
    if (now.restless()) {
      restless.add(key);
    } else {
      restless.remove(key);
    }
    if (now.closedAtMicros().isPresent()) {
      closedAt.putIfAbsent(key, now.closedAtMicros().getAsLong());
    } else {
      closedAt.remove(key);
    }
  }

  private void forgetBefore(long micros) {
    Iterator<Map.Entry<TransactionKey, Long>> oldest = closedAt.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<TransactionKey, Long> next = oldest.next();
      if (next.getValue() >= micros) {
        return;
      }
      oldest.remove();
      tracked.remove(next.getKey());
      restless.remove(next.getKey());
      forgottenAt.put(next.getKey(), logTimeMicros);
    }
  }

  private void dropBefore(long micros) {
    Iterator<Long> oldest = forgottenAt.values().iterator();
    while (oldest.hasNext() && oldest.next() < micros) {
      oldest.remove();
    }
  }

  void stand(long offset, long micros) {
    nextOffset = offset;
    logTimeMicros = micros;
  }

  void forgotten(TransactionKey key, long micros) {
    forgottenAt.put(key, micros);
  }
}
