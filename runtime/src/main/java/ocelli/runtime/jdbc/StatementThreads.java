package ocelli.runtime.jdbc;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that wait for one database: as many as it has connections. */
final class StatementThreads {
  /**
   * Statements that may wait for a thread. 10,000: a push lane or a firehose reader has one at a
   * time; what comes on top is refused at once and asked again, instead of filling the heap.
   */
  static final int MOST_WAITING = 10_000;

  private static final long IDLE_SECONDS = 60; // a thread costs nothing to make again

  private StatementThreads() {}

  static ExecutorService create(String name, int connections) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            connections,
            connections,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            work -> daemon(work, "database-" + name + "-" + number.incrementAndGet()));
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
