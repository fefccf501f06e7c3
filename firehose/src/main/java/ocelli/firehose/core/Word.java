package ocelli.firehose.core;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a hub answers to a stream that has caught up. */
public sealed interface Word {
  /** Answers by case. */
  <T> T match(Function<Rows, T> rows, Supplier<T> readTable, Supplier<T> quiet);

  /**
   * The next rows, from memory.
   *
   * @param rows at least one, following the stream's position without a hole
   */
  record Rows(List<JournalRow> rows) implements Word {
    public Rows {
      rows = List.copyOf(rows);
    }

    @Override
    public <T> T match(Function<Rows, T> taken, Supplier<T> readTable, Supplier<T> quiet) {
      return taken.apply(this);
    }
  }

  /** There is more than the hub remembers: read the table. */
  record ReadTable() implements Word {
    @Override
    public <T> T match(Function<Rows, T> rows, Supplier<T> readTable, Supplier<T> quiet) {
      return readTable.get();
    }
  }

  /** Nothing came, and the journal has nothing either. */
  record Quiet() implements Word {
    @Override
    public <T> T match(Function<Rows, T> rows, Supplier<T> readTable, Supplier<T> quiet) {
      return quiet.get();
    }
  }
}
