package ocelli.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a server again that was killed or ended by itself, as on a full disk, on its port and its
 * data, until it is asked to end. One that was asked to, by us or by an operator, stays down.
 */
final class PostmasterKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostmasterKeeper.class);
  // A killed server's children hold its memory for some moments: the new one refuses meanwhile.
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5); // a full disk is full longer
  private static final Duration LASTING = Duration.ofMinutes(1); // a start with recovery is over
  private static final Duration SAID_EVERY = Duration.ofMinutes(1); // of failures in a row
  private static final long WAL_SEGMENT_BYTES = 16L << 20; // what it writes into a file at once

  private final Path data;
  private final List<String> command;
  private final PostmasterLog log;
  private boolean closed;
  private @Nullable Process startedAgain;
  private long lastSaidNanos;

  private PostmasterKeeper(Path data, List<String> command, PostmasterLog log) {
    this.data = data;
    this.command = List.copyOf(command);
    this.log = log;
  }

  /** How a server ended. */
  private record End(boolean asked, String how, Duration lived, String cause) {}

  /**
   * Keeps the server that runs on a folder.
   *
   * @param data its folder, where it wrote down how it was started
   * @param log what it says, and one that is started again
   * @param since the log's length before its start
   */
  static PostmasterKeeper of(Path data, PostmasterLog log, long since) throws IOException {
    ProcessHandle server =
        OrphanPostmaster.of(data).orElseThrow(() -> new IOException("PostgreSQL ended at once"));
    PostmasterKeeper keeper = new PostmasterKeeper(data, PostmasterCommand.of(data), log);
    Thread thread = new Thread(() -> keeper.keep(server, since), "postgres-keeper");
    thread.setDaemon(true);
    thread.start();
    return keeper;
  }

  private void keep(ProcessHandle first, long since) {
    try {
      first.onExit().join();
      End end = endOfFirst(since);
      Duration pause = FIRST_PAUSE;
      while (!end.asked() && pausedAfter(end, pause)) {
        end = runAgain();
        pause = lasted(end) ? FIRST_PAUSE : longer(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.error("PostgreSQL ended, and its log cannot be read; it stays down", e);
    }
  }

  /**
   * The first is no child of this process, so its exit code is nobody's: a killed one leaves its
   * pid file, and one that was asked to end says so.
   */
  private End endOfFirst(long since) throws IOException {
    boolean killed = Files.exists(data.resolve("postmaster.pid"));
    boolean asked = !killed && log.asked(since);
    return new End(asked, killed ? "was killed" : "ended by itself", LASTING, log.cause(since));
  }

  private End runAgain() throws IOException, InterruptedException {
    awaitOthers();
    long since = log.length();
    long started = System.nanoTime();
    String how;
    try {
      Optional<Process> next = start();
      if (next.isEmpty()) {
        return new End(true, "is closed", Duration.ZERO, "");
      }
      int code = next.get().waitFor();
      if (code == 0) {
        return new End(true, "was asked to end", Duration.ZERO, "");
      }
      how = "ended with " + code;
    } catch (IOException e) {
      how = "cannot be started: " + e.getMessage();
    }
    Duration lived = Duration.ofNanos(System.nanoTime() - started);
    return new End(false, how, lived, log.cause(since));
  }

  /** One that somebody else started on the folder is theirs until it ends. */
  private void awaitOthers() throws IOException {
    Optional<ProcessHandle> other = OrphanPostmaster.of(data);
    if (other.isPresent()) {
      other.get().onExit().join();
    }
  }

  private static boolean lasted(End end) {
    return end.lived().compareTo(LASTING) >= 0;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  /** The pid file that the dead one left is the new one's to judge: it knows whose memory it is. */
  private synchronized Optional<Process> start() throws IOException {
    if (closed) {
      return Optional.empty();
    }
    Process next =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
            .start();
    startedAgain = next;
    return Optional.of(next);
  }

  /** Answers false where it was closed meanwhile. */
  private synchronized boolean pausedAfter(End end, Duration pause) throws InterruptedException {
    if (!closed) {
      say(end, pause);
    }
    long until = System.nanoTime() + pause.toNanos();
    for (long left = pause.toNanos(); !closed && left > 0; left = until - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return !closed;
  }

  private void say(End end, Duration pause) {
    long now = System.nanoTime();
    if (lasted(end) || now - lastSaidNanos > SAID_EVERY.toNanos()) {
      lastSaidNanos = now;
      LOG.error(
          "PostgreSQL {}; it is started again in {} ms, and until it stays; the last of {}: {}{}",
          end.how(),
          pause.toMillis(),
          log.file(),
          end.cause(),
          room());
    }
  }

  private String room() {
    long free = data.toFile().getUsableSpace();
    return free < WAL_SEGMENT_BYTES ? "; its disk has " + free / 1024 + " KiB left" : "";
  }

  /** From here on the server's end is its own; one that is only just starting is asked to end. */
  @Override
  public void close() throws IOException {
    @Nullable Process starting;
    synchronized (this) {
      closed = true;
      starting = startedAgain;
      notifyAll();
    }
    if (starting != null && OrphanPostmaster.of(data).isEmpty()) {
      starting.destroy();
      OrphanPostmaster.awaitEnd(starting.toHandle());
    }
  }
}
