package ocelli.firehose.core;

import java.util.List;
import java.util.OptionalLong;

/** What a place in a client's messages proves: rules over cursors and their predecessors. */
public final class Position {
  /** Before every message: cursors start at 0. */
  public static final long BEFORE_ALL = -1;

  private Position() {}

  /** Whether nothing lies between a position and a message: its predecessor is not after it. */
  public static boolean reaches(long position, OptionalLong previous) {
    return previous.orElse(BEFORE_ALL) <= position;
  }

  /** Just before a message, so that a stream from there begins with it. */
  public static long before(OptionalLong previous) {
    return previous.orElse(BEFORE_ALL);
  }

  /** The rows, from the first on, that follow a position and each other without a hole. */
  public static List<JournalRow> unbroken(long position, List<JournalRow> rows) {
    long reached = position;
    for (int i = 0; i < rows.size(); i++) {
      JournalRow row = rows.get(i);
      boolean follows =
          i == 0 ? reaches(reached, row.previous()) : row.previous().orElse(BEFORE_ALL) == reached;
      if (!follows) {
        return List.copyOf(rows.subList(0, i));
      }
      reached = row.cursor();
    }
    return List.copyOf(rows);
  }
}
