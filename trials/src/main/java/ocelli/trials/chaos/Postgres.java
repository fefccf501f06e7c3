package ocelli.trials.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import ocelli.embedded.PostmasterCommand;

/** The PostgreSQL of the Ocelli on trial, found by its data folder. */
final class Postgres {
  private static final Duration PATIENCE = Duration.ofMinutes(1); // recovery replays a few MB
  private static final Duration OTHERS = Duration.ofSeconds(10); // twice their longest pause
  private static final long LOOK_MILLIS = 100;

  private final Path data;
  private final Path log;

  /**
   * @param data its data folder
   * @param log what a server that is started here says
   */
  Postgres(Path data, Path log) {
    this.data = data;
    this.log = log;
  }

  /** Immediate shutdown: as a crash, nothing is written and connections are cut. */
  void stopAtOnce() throws IOException, InterruptedException {
    long pid = pid();
    Signals.send(pid, "QUIT");
    for (long end = System.nanoTime() + PATIENCE.toNanos();
        ProcessHandle.of(pid).isPresent();
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS)) {
      if (System.nanoTime() > end) {
        throw new IOException("PostgreSQL " + pid + " does not end");
      }
    }
  }

  /** Starts it again with the arguments that it had; returns when it takes connections. */
  void start() throws IOException, InterruptedException {
    new ProcessBuilder(PostmasterCommand.of(data))
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
    Path file = data.resolve("postmaster.pid");
    for (long end = System.nanoTime() + PATIENCE.toNanos();
        !Files.exists(file) || !Files.readString(file).contains("ready");
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS)) {
      if (System.nanoTime() > end) {
        throw new IOException("PostgreSQL does not start; it says " + log);
      }
    }
  }

  /** Waits until it takes connections; starts it where it ended and nobody else does. */
  void ensureUp() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (!isReady()) {
      long waited = System.nanoTime() - begun;
      if (waited > PATIENCE.toNanos()) {
        throw new IOException("PostgreSQL does not come back; it says " + log);
      }
      if (waited > OTHERS.toNanos() && pidOrNone() == 0) {
        start();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private boolean isReady() throws IOException {
    Path file = data.resolve("postmaster.pid");
    return pidOrNone() > 0 && Files.readString(file).contains("ready");
  }

  /** The process of its postmaster; 0 where it does not run. */
  long pidOrNone() throws IOException {
    try {
      long pid = pid();
      return ProcessHandle.of(pid).isPresent() ? pid : 0;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** Ends the server that outlived its Ocelli, if it did. */
  void endOrphan() {
    try {
      if (Files.exists(data.resolve("postmaster.pid"))) {
        Signals.sendIfThere(pid(), "QUIT");
      }
    } catch (IOException e) {
      System.err.println("PostgreSQL may still run on " + data + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
  }
}
