package ocelli.push.actor;

import java.util.concurrent.atomic.AtomicLong;

/** What all lanes have on the way, and whether they may send more. Thread-safe. */
public final class Traffic {
  private final AtomicLong unmarked = new AtomicLong();
  private volatile boolean open = true;

  boolean isOpen() {
    return open;
  }

  void add(long change) {
    unmarked.addAndGet(change);
  }

  /** Nothing new is sent from now on. */
  public void close() {
    open = false;
  }

  /** Whether every delivery has ended and is on record. */
  public boolean isQuiet() {
    return unmarked.get() == 0;
  }
}
