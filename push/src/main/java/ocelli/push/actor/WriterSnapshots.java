package ocelli.push.actor;

import akka.persistence.typed.SnapshotAdapter;
import ocelli.push.core.Slices;
import ocelli.push.core.WriterState;
import ocelli.push.journal.v1m0.WriterSnapshot;

/** Copies the writer's state, which changes while a snapshot is being written. */
final class WriterSnapshots implements SnapshotAdapter<WriterState> {
  private final Slices slices;

  WriterSnapshots(Slices slices) {
    this.slices = slices;
  }

  @Override
  public Object toJournal(WriterState state) {
    return state.snapshot();
  }

  @Override
  public WriterState fromJournal(Object from) {
    return WriterState.from((WriterSnapshot) from, slices);
  }
}
