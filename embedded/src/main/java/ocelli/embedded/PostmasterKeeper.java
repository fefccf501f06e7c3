package ocelli.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a server again that was killed, on its port and its data. One that was asked to end, by us
 * or by an operator, takes its pid file with it and stays down.
 */
final class PostmasterKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostmasterKeeper.class);
  // A killed server's children hold its memory for some moments: the new one refuses meanwhile.
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5); // a full disk is full longer
  private static final Duration LASTING = Duration.ofMinutes(1); // a start with recovery is over

  private final Path data;
  private final List<String> command;
  private final File log;
  private boolean closed;

  private PostmasterKeeper(Path data, List<String> command, Path log) {
    this.data = data;
    this.command = List.copyOf(command);
    this.log = log.toFile();
  }

  /**
   * Keeps the server that runs on a folder.
   *
   * @param data its folder, where it wrote down how it was started
   * @param log what one that is started again says
   */
  static PostmasterKeeper of(Path data, Path log) throws IOException {
    ProcessHandle server =
        OrphanPostmaster.of(data).orElseThrow(() -> new IOException("PostgreSQL ended at once"));
    PostmasterKeeper keeper = new PostmasterKeeper(data, PostmasterCommand.of(data), log);
    Thread thread = new Thread(() -> keeper.keep(server), "postgres-keeper");
    thread.setDaemon(true);
    thread.start();
    return keeper;
  }

  private void keep(ProcessHandle server) {
    server.onExit().join();
    if (!Files.exists(data.resolve("postmaster.pid"))) {
      return;
    }
    try {
      Duration pause = FIRST_PAUSE;
      Optional<Process> next = startAgain("was killed", pause);
      while (next.isPresent()) {
        long since = System.nanoTime();
        int code = next.get().waitFor();
        if (code == 0) {
          return;
        }
        boolean lasted = System.nanoTime() - since > LASTING.toNanos();
        pause = lasted ? FIRST_PAUSE : longer(pause);
        next = startAgain("ended with " + code, pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.error("PostgreSQL cannot be started again", e);
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  /** The pid file that the dead one left is the new one's to judge: it knows whose memory it is. */
  private Optional<Process> startAgain(String why, Duration pause)
      throws IOException, InterruptedException {
    if (isClosed()) {
      return Optional.empty();
    }
    LOG.error("PostgreSQL {}; it is started again in {} ms", why, pause.toMillis());
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    synchronized (this) {
      return closed
          ? Optional.empty()
          : Optional.of(
              new ProcessBuilder(command)
                  .redirectInput(new File("/dev/null"))
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                  .start());
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** From here on the server's end is its own. */
  @Override
  public synchronized void close() {
    closed = true;
  }
}
