package ocelli.client.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An Ocelli that was started in a folder of its own, and is stopped by its process handle. */
public final class LocalOcelli {
  private static final Pattern READY =
      Pattern.compile("READY (http\\S+) management (http\\S+)(?: redirects (http\\S+))?");
  private static final long LOOK_EVERY_MILLIS = 100;
  // It gives its own drain 60 s; after that it hangs.
  private static final long STOP_SECONDS = 70;
  private static final int LINES_OF_LOG = 25;

  private final Process process;
  private final Path folder;
  private final URI url;
  private final URI management;
  private final Optional<URI> redirects;

  private LocalOcelli(Process process, Path folder, Matcher ready) {
    this.process = process;
    this.folder = folder;
    this.url = URI.create(ready.group(1));
    this.management = URI.create(ready.group(2));
    this.redirects = Optional.ofNullable(ready.group(3)).map(URI::create);
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param more arguments of {@code up}
   * @throws DemoFailure when it ends or takes too long, with the end of its log
   */
  public static LocalOcelli start(Path launcher, Duration within, Clock clock, String... more) {
    Path folder = fresh();
    Process process = launch(launcher, folder, List.of(more));
    // Whatever ends us while it starts ends it too.
    try (Ender ender = new Ender(() -> stopped(process, folder))) {
      Optional<Matcher> ready = awaitReady(process, folder, clock.instant().plus(within), clock);
      ender.waitIfEnding();
      if (ready.isPresent()) {
        return new LocalOcelli(process, folder, ready.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String how = process.isAlive() ? "is not ready after " + within.toSeconds() + " s" : "ended";
    process.destroy();
    throw new DemoFailure(
        "Ocelli " + how + "; its log is " + log(folder) + " and ends with:\n" + endOfLog(folder));
  }

  private static Optional<Matcher> awaitReady(
      Process process, Path folder, Instant deadline, Clock clock) throws InterruptedException {
    Optional<Matcher> ready = ready(folder);
    while (ready.isEmpty() && process.isAlive() && clock.instant().isBefore(deadline)) {
      process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      ready = ready(folder);
    }
    return ready;
  }

  /** Its public address. */
  public URI url() {
    return url;
  }

  /** The operators' address. */
  public URI management() {
    return management;
  }

  /** The address for visits of short links alone; empty where it was not asked for. */
  public Optional<URI> redirects() {
    return redirects;
  }

  /** Its data folder. */
  public Path data() {
    return data(folder);
  }

  /** The folder of its data, output and log. */
  public Path folder() {
    return folder;
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** Asks it to drain and waits; true when it ended as it should. */
  public boolean stop() {
    return stop(process);
  }

  /** Ends it and removes what it left, because whoever started it is going. */
  void abandon() {
    stopped(process, folder);
  }

  /** Removes its folder. */
  public void forget() {
    forget(folder);
  }

  private static boolean stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void stopped(Process process, Path folder) {
    stop(process);
    forget(folder);
  }

  private static void forget(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }

  private static Path fresh() {
    try {
      return Files.createTempDirectory("ocelli-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder for the demo", e);
    }
  }

  /** Its output goes to files, not pipes, so that it can outlive us. */
  private static Process launch(Path launcher, Path folder, List<String> more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                launcher.toString(),
                "up",
                "--dev",
                "--data",
                data(folder).toString(),
                "--http",
                "0",
                "--management",
                "0"));
    command.addAll(more);
    try {
      return new ProcessBuilder(command)
          .redirectInput(new File("/dev/null"))
          .redirectOutput(output(folder).toFile())
          .redirectError(log(folder).toFile())
          .start();
    } catch (IOException e) {
      throw new DemoFailure("cannot run " + launcher + " up: " + e.getMessage());
    }
  }

  private static Optional<Matcher> ready(Path folder) {
    try {
      Matcher line = READY.matcher(Files.readString(output(folder)));
      return line.find() ? Optional.of(line) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String endOfLog(Path folder) {
    try {
      List<String> lines = Files.readAllLines(log(folder));
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
    } catch (IOException e) {
      return "(which cannot be read: " + e.getMessage() + ")";
    }
  }

  private static Path data(Path folder) {
    return folder.resolve("data");
  }

  private static Path output(Path folder) {
    return folder.resolve("up.out");
  }

  private static Path log(Path folder) {
    return folder.resolve("up.log");
  }
}
