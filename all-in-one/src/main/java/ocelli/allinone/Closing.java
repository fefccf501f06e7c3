package ocelli.allinone;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets the stop hook wait until the main thread has closed broker and database. */
final class Closing {
  private static final CountDownLatch MAIN_DONE = new CountDownLatch(1);

  private Closing() {}

  static void mainDone() {
    MAIN_DONE.countDown();
  }

  static void awaitMain() throws InterruptedException {
    MAIN_DONE.await(30, TimeUnit.SECONDS); // the broker flushes, the database writes a checkpoint
  }
}
