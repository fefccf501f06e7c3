package ocelli.client.demo;

import java.util.concurrent.CountDownLatch;

/**
 * Does what must be done when a person or the system ends this process (Ctrl-C, SIGTERM), and keeps
 * the main thread quiet meanwhile: what it meets then are the consequences.
 */
final class Ender implements AutoCloseable {
  private final Thread hook;
  private volatile boolean underway;

  Ender(Runnable work) {
    this.hook =
        new Thread(
            () -> {
              underway = true;
              work.run();
            },
            "demo-ender");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Returns only where the process is not ending. */
  void waitIfEnding() throws InterruptedException {
    if (underway) {
      new CountDownLatch(1).await();
    }
  }

  /** From now on nothing is done at the end. */
  @Override
  public void close() throws InterruptedException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      underway = true;
      waitIfEnding();
    }
  }
}
