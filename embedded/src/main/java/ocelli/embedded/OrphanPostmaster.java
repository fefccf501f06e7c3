package ocelli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A postmaster that outlived its process: after SIGKILL of the JVM it runs on. It is found by the
 * pid file of its data folder, and only that process is stopped.
 */
final class OrphanPostmaster {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanPostmaster.class);
  private static final long PATIENCE_SECONDS = 20; // a fast shutdown writes a checkpoint

  private OrphanPostmaster() {}

  /** Stops the postmaster of a data folder, if one runs, and waits until it is gone. */
  static void stop(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    Optional<ProcessHandle> postmaster = of(data);
    if (postmaster.isPresent()) {
      LOG.info("stopping postmaster {} that an earlier process left", postmaster.get().pid());
      postmaster.get().destroy(); // a smart shutdown: the dead JVM holds no connection open
      awaitEnd(postmaster.get());
    }
    Files.deleteIfExists(pidFile);
  }

  /** The postmaster that runs on a data folder, if one does. */
  static Optional<ProcessHandle> of(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    return Files.exists(pidFile) ? runningOn(data, Files.readAllLines(pidFile)) : Optional.empty();
  }

  /**
   * Waits for a postmaster that was asked to end; what does not is killed. Who waits is about to
   * end itself, perhaps because it was interrupted: it waits all the same.
   */
  static void awaitEnd(ProcessHandle postmaster) {
    try {
      postmaster.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      LOG.warn(
          "postmaster {} did not end in {} s; it is killed", postmaster.pid(), PATIENCE_SECONDS);
      postmaster.destroyForcibly();
    }
  }

  private static Optional<ProcessHandle> runningOn(Path data, List<String> pidFile)
      throws IOException {
    if (pidFile.size() < 2 || !Path.of(pidFile.get(1)).equals(data.toRealPath())) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(pidFile.get(0).strip()))
        .filter(process -> process.info().command().orElse("").contains("postgres"));
  }
}
