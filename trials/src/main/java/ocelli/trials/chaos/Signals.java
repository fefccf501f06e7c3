package ocelli.trials.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** Signals to processes: kill(1). */
final class Signals {
  private Signals() {}

  /**
   * Sends one.
   *
   * @param name as {@code TERM}
   * @throws IOException where there is no such process
   */
  static void send(long pid, String name) throws IOException, InterruptedException {
    if (!sendIfThere(pid, name)) {
      throw new IOException("kill -" + name + " " + pid + ": no such process");
    }
  }

  /** Whether there was such a process. */
  static boolean sendIfThere(long pid, String name) throws IOException, InterruptedException {
    return new ProcessBuilder("kill", "-" + name, Long.toString(pid))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  /** SIGSTOP to all for a time. */
  static void pause(Collection<Long> pids, Duration time) throws IOException, InterruptedException {
    try {
      for (long pid : pids) {
        send(pid, "STOP");
      }
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } finally {
      for (long pid : pids) {
        sendIfThere(pid, "CONT");
      }
    }
  }
}
