package ocelli.allinone;

import java.io.IOException;

/**
 * The process that started this one and holds the other end of its standard input. However that one
 * ends, its end of the pipe closes: then this one ends too, as if asked, and leaves no orphan.
 */
final class Parent {
  private Parent() {}

  /** From here on this process ends with its parent. */
  static void follow() {
    Thread thread = new Thread(Parent::awaitEnd, "parent");
    thread.setDaemon(true);
    thread.start();
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever said, only the end counts
      }
    } catch (IOException e) {
      // as good as the end
    }
    System.exit(0);
  }
}
