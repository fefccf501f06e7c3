package ocelli.ingestion.core;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of images this process holds at a time, from the first byte read of a body until
 * the broker answered for it. What does not fit is refused at once: a producer asked for more than
 * its buffer blocks its caller. Thread-safe.
 */
public final class ByteBudget {
  private final long capacity;
  private final AtomicLong used = new AtomicLong();

  /**
   * @param capacity in bytes
   */
  public ByteBudget(long capacity) {
    this.capacity = capacity;
  }

  /** A claim on nothing yet; whoever opens it closes it. */
  public Reservation open() {
    return new Reservation();
  }

  /** Bytes reserved now. */
  public long used() {
    return used.get();
  }

  private boolean take(long bytes) {
    long before = used.getAndUpdate(now -> now + bytes <= capacity ? now + bytes : now);
    return before + bytes <= capacity;
  }

  /** One image's share. Thread-safe; closing twice gives back once. */
  public final class Reservation implements AutoCloseable {
    private static final long CLOSED = -1;
    private final AtomicLong held = new AtomicLong();

    private Reservation() {}

    /** Of the whole budget, in bytes. */
    public long capacity() {
      return capacity;
    }

    /**
     * Makes it at least so large.
     *
     * @return false where the budget has no room for that: it stays as it was
     */
    public boolean reach(long bytes) {
      while (true) {
        long before = held.get();
        if (before == CLOSED || before >= bytes) {
          return before != CLOSED;
        }
        if (!take(bytes - before)) {
          return false;
        }
        if (held.compareAndSet(before, bytes)) {
          return true;
        }
        used.addAndGet(before - bytes); // another thread changed it meanwhile: look again
      }
    }

    @Override
    public void close() {
      long before = held.getAndSet(CLOSED);
      if (before > 0) {
        used.addAndGet(-before);
      }
    }
  }
}
