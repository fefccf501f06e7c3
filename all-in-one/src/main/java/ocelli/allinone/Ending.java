package ocelli.allinone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this process ends when it is asked to (SIGTERM, Ctrl-C): what runs is stopped in order, the
 * main thread closes what it opened, and the exit code is 0 only where all that went well.
 */
final class Ending {
  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
  // The broker flushes, the database writes a checkpoint.
  private static final Duration CLOSING = Duration.ofSeconds(30);
  private static final int BROKEN_OFF = 143; // 128 + SIGTERM, as shells say it

  private static final CountDownLatch MAIN_DONE = new CountDownLatch(1);
  private static volatile boolean asked;
  private static volatile Duration closing = CLOSING;
  private static @Nullable Stop stop;

  private Ending() {}

  /** Ends what runs, and returns when it has. */
  @FunctionalInterface
  interface Stop {
    /** Blocking. */
    void now() throws Exception;
  }

  /** To be called once, on the main thread, before anything is started. */
  static void prepare() {
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndExit(main), "stop"));
  }

  /**
   * What there is to stop from here on; until then, being asked breaks the start off.
   *
   * @throws IllegalStateException where it was asked to end before, and the interrupt was lost
   */
  static synchronized void with(Stop whatRuns) {
    if (asked) {
      throw new IllegalStateException("asked to end before it had started");
    }
    stop = whatRuns;
  }

  /** How long the main thread may take to close what it opened; 30 s unless it is said. */
  static void within(Duration patience) {
    closing = patience;
  }

  /** Whether somebody asked this process to end. */
  static boolean asked() {
    return asked;
  }

  static void mainDone() {
    MAIN_DONE.countDown();
  }

  private static void stopAndExit(Thread main) {
    if (MAIN_DONE.getCount() == 0) {
      return; // the process is already ending, with a code of its own
    }
    Runtime.getRuntime().halt(stopped(main));
  }

  private static synchronized @Nullable Stop ask() {
    asked = true;
    return stop;
  }

  private static int stopped(Thread main) {
    @Nullable Stop running = ask();
    try {
      if (running == null) {
        main.interrupt();
      } else {
        LOG.info("draining");
        running.now();
      }
      if (!MAIN_DONE.await(closing.toSeconds(), TimeUnit.SECONDS)) {
        LOG.error("did not close in {} s", closing.toSeconds());
        return 1;
      }
      return running == null ? BROKEN_OFF : 0;
    } catch (Exception e) {
      LOG.error("did not end in time", e);
      return 1;
    }
  }
}
