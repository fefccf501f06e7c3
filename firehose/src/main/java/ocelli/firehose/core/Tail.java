package ocelli.firehose.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a hub remembers of one client: the last cursor it heard of, and the newest rows, bounded in
 * bytes and without a hole. It may hear of commits twice, late, out of order or not at all: it then
 * remembers less, and never answers wrong. Not thread-safe.
 */
public final class Tail {
  private final int maxBytes;
  private final Deque<JournalRow> rows = new ArrayDeque<>();
  private int bytes;
  private long last = Position.BEFORE_ALL;

  /**
   * @param maxBytes of bodies to remember
   */
  public Tail(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Rows of the client were committed. */
  public void appended(List<JournalRow> committed) {
    committed.forEach(this::append);
  }

  /** The client's last cursor is at least this. */
  public void heardOf(long cursor) {
    last = Math.max(last, cursor);
  }

  /** The answer to a stream at a position; empty where it has to wait. */
  public Optional<Word> after(long position) {
    if (last <= position) {
      return Optional.empty();
    }
    List<JournalRow> next = new ArrayList<>();
    rows.stream().filter(row -> row.cursor() > position).forEach(next::add);
    boolean known =
        !next.isEmpty() && newest() == last && Position.reaches(position, next.get(0).previous());
    return Optional.of(known ? new Word.Rows(next) : new Word.ReadTable());
  }

  private void append(JournalRow row) {
    if (row.cursor() > newest()) {
      if (!rows.isEmpty() && row.previous().orElse(Position.BEFORE_ALL) != newest()) {
        forget();
      }
      rows.addLast(row);
      bytes += row.body().size();
      trim();
    }
    heardOf(row.cursor());
  }

  private long newest() {
    return rows.isEmpty() ? Position.BEFORE_ALL : rows.getLast().cursor();
  }

  private void trim() {
    while (bytes > maxBytes) {
      bytes -= rows.removeFirst().body().size();
    }
  }

  private void forget() {
    rows.clear();
    bytes = 0;
  }
}
