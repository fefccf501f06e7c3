package ocelli.push.actor;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What lanes have on the way, and whether they may send more. Thread-safe. */
public final class Traffic {
  private final @Nullable Traffic whole;
  private final AtomicLong unmarked = new AtomicLong();
  private volatile boolean open = true;

  private Traffic(@Nullable Traffic whole) {
    this.whole = whole;
  }

  /** That of all lanes of this process. */
  public static Traffic ofAll() {
    return new Traffic(null);
  }

  /** A part of this, which can be closed alone. */
  Traffic part() {
    return new Traffic(this);
  }

  boolean isOpen() {
    return open && (whole == null || whole.isOpen());
  }

  void add(long change) {
    unmarked.addAndGet(change);
    if (whole != null) {
      whole.add(change);
    }
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
