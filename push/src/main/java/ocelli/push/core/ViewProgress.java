package ocelli.push.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Which events of a slice are done: all their messages delivered or in the retry store. Lanes
 * finish in any order; the position is the last event before which nothing is open. Not
 * thread-safe.
 */
public final class ViewProgress {
  private final Deque<Open> events = new ArrayDeque<>();
  private final Map<Long, Open> byCursor = new HashMap<>();
  private ViewPosition position;
  private long openBytes;

  public ViewProgress(ViewPosition position) {
    this.position = position;
  }

  private static final class Open {
    private final ViewPosition position;
    private int messages;

    Open(ViewPosition position) {
      this.position = position;
    }
  }

  /** Starts an event; its messages follow. */
  public void begin(ViewPosition at) {
    events.addLast(new Open(at));
  }

  /** A message of the event that was begun last is on its way. */
  public void opened(long cursor, int bytes) {
    Open event = events.getLast();
    event.messages++;
    byCursor.put(cursor, event);
    openBytes += bytes;
  }

  /**
   * A message is delivered or stored.
   *
   * @return whether it was on its way; rows of the retry store are not
   */
  public boolean settled(long cursor, int bytes) {
    Open event = byCursor.remove(cursor);
    if (event == null) {
      return false;
    }
    event.messages--;
    openBytes -= bytes;
    return true;
  }

  /** Where the view may start again. */
  public ViewPosition position() {
    while (!events.isEmpty() && events.getFirst().messages == 0) {
      position = events.removeFirst().position;
    }
    return position;
  }

  /** How many messages are on their way. */
  public int open() {
    return byCursor.size();
  }

  /** How many bytes the messages on their way hold. */
  public long openBytes() {
    return openBytes;
  }
}
