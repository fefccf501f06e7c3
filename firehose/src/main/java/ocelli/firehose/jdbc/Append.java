package ocelli.firehose.jdbc;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import ocelli.firehose.core.JournalRow;

/** What became of a batch. */
public sealed interface Append {
  /** Answers by case. */
  <T> T match(Function<Committed, T> committed, Supplier<T> fenced);

  /**
   * It is in the journal.
   *
   * @param rows in the order of the log
   */
  record Committed(List<JournalRow> rows) implements Append {
    public Committed {
      rows = List.copyOf(rows);
    }

    @Override
    public <T> T match(Function<Committed, T> taken, Supplier<T> fenced) {
      return taken.apply(this);
    }
  }

  /** Another writer moved the position: nothing of the batch was written. */
  record Fenced() implements Append {
    @Override
    public <T> T match(Function<Committed, T> committed, Supplier<T> fenced) {
      return fenced.get();
    }
  }
}
