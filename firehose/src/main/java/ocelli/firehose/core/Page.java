package ocelli.firehose.core;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the table answers to a stream at a position. */
public sealed interface Page {
  /** Answers by case. */
  <T> T match(Function<Rows, T> rows, Supplier<T> nothing, Function<Overtaken, T> overtaken);

  /**
   * The next rows, without a hole, at least one.
   *
   * @param rows in order of cursors
   */
  record Rows(List<JournalRow> rows) implements Page {
    public Rows {
      rows = List.copyOf(rows);
    }

    @Override
    public <T> T match(
        Function<Rows, T> taken, Supplier<T> nothing, Function<Overtaken, T> overtaken) {
      return taken.apply(this);
    }
  }

  /** There is nothing after the position. */
  record Nothing() implements Page {
    @Override
    public <T> T match(
        Function<Rows, T> rows, Supplier<T> nothing, Function<Overtaken, T> overtaken) {
      return nothing.get();
    }
  }

  /** Retention dropped what comes next. */
  record Overtaken() implements Page {
    @Override
    public <T> T match(
        Function<Rows, T> rows, Supplier<T> nothing, Function<Overtaken, T> overtaken) {
      return overtaken.apply(this);
    }
  }

  /**
   * Judges what a query found.
   *
   * @param position where the stream is
   * @param last the client's last cursor, read before the rows were; empty where it has none
   * @param found the rows after the position, in order of cursors
   */
  static Page of(long position, OptionalLong last, List<JournalRow> found) {
    List<JournalRow> unbroken = Position.unbroken(position, found);
    if (!unbroken.isEmpty()) {
      return new Rows(unbroken);
    }
    boolean missing = !found.isEmpty() || last.orElse(Position.BEFORE_ALL) > position;
    return missing ? new Overtaken() : new Nothing();
  }
}
