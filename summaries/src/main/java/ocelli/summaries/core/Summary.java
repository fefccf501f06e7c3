package ocelli.summaries.core;

import ocelli.summaries.journal.v1m0.Closing;
import ocelli.summaries.journal.v1m0.Observed;

/** The summary of one segment: it waits for inputs, or it was closed and late inputs revise it. */
public sealed interface Summary {
  /** All inputs so far. */
  Gathered gathered();

  /** This with one input more. */
  Summary next(Observed observed, Conflicts conflicts);

  /** Whether something may still close or revise it without a new input. */
  boolean restless();

  /** The revision that the next closing has. */
  int nextRevision();

  /** This after a closing. */
  default Complete closed(Closing closing) {
    return new Complete(
        gathered(),
        ClosedBy.named(closing.getClosedBy()),
        closing.getClosedAtMicros(),
        closing.getRevision(),
        false);
  }

  /**
   * Still waits.
   *
   * @param gathered all inputs so far
   */
  record Incomplete(Gathered gathered) implements Summary {
    @Override
    public Summary next(Observed observed, Conflicts conflicts) {
      return new Incomplete(gathered.with(observed, conflicts));
    }

    @Override
    public boolean restless() {
      return true;
    }

    @Override
    public int nextRevision() {
      return 0;
    }
  }

  /**
   * Was closed.
   *
   * @param gathered all inputs so far, late ones too
   * @param closedBy what closed it
   * @param closedAtMicros log time of the first closing
   * @param revision how often late inputs changed it
   * @param changed whether inputs came that no revision shows yet
   */
  record Complete(
      Gathered gathered, ClosedBy closedBy, long closedAtMicros, int revision, boolean changed)
      implements Summary {
    @Override
    public Summary next(Observed observed, Conflicts conflicts) {
      Gathered more = gathered.with(observed, conflicts);
      boolean news = !more.sameContent(gathered);
      return new Complete(more, closedBy, closedAtMicros, revision, changed || news);
    }

    @Override
    public boolean restless() {
      return changed;
    }

    @Override
    public int nextRevision() {
      return revision + 1;
    }
  }
}
