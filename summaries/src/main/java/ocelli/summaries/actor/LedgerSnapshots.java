package ocelli.summaries.actor;

import akka.persistence.typed.SnapshotAdapter;
import ocelli.summaries.core.ClosingRules;
import ocelli.summaries.core.Ledger;
import ocelli.summaries.core.Snapshots;
import ocelli.summaries.journal.v1m0.Snapshot;

/**
 * A ledger changes in place, so what leaves the actor's thread for the store is a copy: made here.
 */
final class LedgerSnapshots implements SnapshotAdapter<Ledger> {
  private final ClosingRules rules;

  LedgerSnapshots(ClosingRules rules) {
    this.rules = rules;
  }

  @Override
  public Object toJournal(Ledger ledger) {
    return Snapshots.of(ledger);
  }

  @Override
  public Ledger fromJournal(Object snapshot) {
    return Snapshots.restore((Snapshot) snapshot, rules);
  }
}
