package ocelli.trials.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where trials take place, one after the other. An Ocelli goes on to the next trial of its form as
 * long as all is well, for the clients of that are others: one of many processes takes a minute to
 * start.
 */
final class Grounds implements AutoCloseable {
  private final Path launcher;
  private final int nodes;
  private @Nullable Subject subject;
  private boolean orderly = true;

  /**
   * @param launcher the command {@code ./ocelli}
   * @param nodes of each service that keeps state, where each is a process of its own
   */
  Grounds(Path launcher, int nodes) {
    this.launcher = launcher;
    this.nodes = nodes;
  }

  /** One that runs, in that form. */
  Subject of(Form form) throws IOException, InterruptedException {
    Subject running = subject;
    if (running != null && running.form() == form) {
      return running;
    }
    clear();
    Path folder = Files.createTempDirectory("ocelli-trial-");
    Subject started = Subject.start(launcher, folder, form, nodes);
    subject = started;
    return started;
  }

  /** Asks the one that runs, if there is one, to end; forgets it where it did. */
  void clear() throws IOException, InterruptedException {
    Subject running = subject;
    subject = null;
    if (running == null) {
      return;
    }
    if (running.stop()) {
      forget(running.folder());
    } else {
      orderly = false;
      System.out.println("   it did not end with 0 when it was asked to: " + running.log());
    }
  }

  /** Whether all that were asked to end ended with 0. */
  boolean orderly() {
    return orderly;
  }

  /** Ends the one that runs and keeps its folder, for a person to look into. */
  void leave() throws InterruptedException {
    Subject running = subject;
    subject = null;
    if (running != null) {
      running.stop();
      System.out.println("   its logs and data are in " + running.folder());
    }
  }

  @Override
  public void close() {
    Subject running = subject;
    if (running != null) {
      running.close();
    }
  }

  private static void forget(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    }
  }
}
