package ocelli.trials.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes the clock of a single process wrong, or its fsync fail: by a library that is loaded into
 * every process of the Ocelli on trial ({@code faults.c}, which says why it is our own).
 */
final class Faults {
  private static final int CLOCK = 0; // places in a process's page: faults.c
  private static final int SYNCS = Long.BYTES;
  private static final int FAILED = 2 * Long.BYTES;
  private static final int EIO = 5; // errno.h: what a dying disk answers

  private final Path library;
  private final Path pages;

  private Faults(Path library, Path pages) {
    this.library = library;
    this.pages = pages;
  }

  /**
   * Compiles the library.
   *
   * @param folder of the library and of the processes' pages
   * @throws IOException where there is no C compiler
   */
  static Faults prepare(Path folder) throws IOException, InterruptedException {
    Path pages = Files.createDirectories(folder.resolve("pages"));
    Path source = folder.resolve("faults.c");
    Path library = folder.resolve("faults.so");
    try (InputStream resource = Faults.class.getResourceAsStream("faults.c")) {
      Files.copy(Objects.requireNonNull(resource), source);
    }
    compile("-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString());
    return new Faults(library, pages);
  }

  /**
   * What keeps a trial from making single processes' clocks and disks wrong; empty where it can.
   */
  static Optional<String> missing() {
    try {
      compile("--version");
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("no C compiler: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static void compile(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("cc"));
    command.addAll(List.of(arguments));
    Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (compiler.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said.strip());
    }
  }

  /** What the processes are started with. */
  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "OCELLI_TRIAL_FAULTS", pages.toString());
  }

  /** Makes a process's clock wrong by so much; zero: right again. */
  void clock(long pid, Duration off) throws IOException {
    write(pid, CLOCK, off.toSeconds());
  }

  /** Makes every fsync of a process, and of those that it forks, fail or succeed. */
  void syncs(long pid, boolean fail) throws IOException {
    write(pid, SYNCS, fail ? EIO : 0);
  }

  /** How many a process, and those that it forked, saw fail, whether or not it still runs. */
  long failedSyncs(long pid) throws IOException {
    ByteBuffer page = ByteBuffer.wrap(Files.readAllBytes(pages.resolve(Long.toString(pid))));
    boolean whole = page.capacity() >= FAILED + Long.BYTES; // it may just have been made
    return whole ? page.order(ByteOrder.nativeOrder()).getLong(FAILED) : 0;
  }

  private void write(long pid, int place, long number) throws IOException {
    Path page = pages.resolve(Long.toString(pid));
    if (!Files.exists(page)) {
      throw new IOException("the process " + pid + " did not load " + library);
    }
    try (RandomAccessFile file = new RandomAccessFile(page.toFile(), "rw")) {
      file.seek(place);
      file.write(
          ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(number).array());
    }
  }
}
