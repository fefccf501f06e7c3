package ocelli.jobs.sandbox;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Runs a program of ours in a Java process of its own, which gets bytes and gives an answer.
 *
 * @param program with a main method
 * @param needs classes from whose files it may load, beside its own
 * @param time for all of it
 * @param memoryMegabytes of its heap
 */
record Sandbox(Class<?> program, List<Class<?>> needs, Duration time, int memoryMegabytes) {

  /** Reads the answer. */
  interface Reader<T> {
    T read(DataInputStream answer) throws IOException;
  }

  /** It ended before its answer was whole. */
  static final class Ended extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean late;

    Ended(boolean late, IOException cause) {
      super(cause);
      this.late = late;
    }

    /** Whether it was ended for its time was over, rather than by itself. */
    boolean late() {
      return late;
    }
  }

  /**
   * Runs it. Blocking, for at most its time.
   *
   * @throws IOException where no process can be started
   */
  <T> T run(byte[] input, List<String> arguments, Reader<T> reader) throws IOException, Ended {
    Process process = start(arguments);
    AtomicBoolean late = new AtomicBoolean();
    Thread feeder = daemon("sandbox-feeder", () -> feed(process, input));
    Thread watch = daemon("sandbox-watch", () -> endInTime(process, late));
    try (DataInputStream answer =
        new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      return reader.read(answer);
    } catch (IOException e) {
      throw new Ended(late.get(), e);
    } finally {
      process.destroyForcibly();
      watch.interrupt();
      feeder.interrupt();
    }
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + memoryMegabytes + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:+DisplayVMOutputToStderr"); // the answer alone is on standard output
    command.add("-Djava.awt.headless=true");
    command.add("-cp");
    command.add(classPath());
    command.add(program.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private String classPath() {
    List<Class<?>> all = new ArrayList<>(needs);
    all.add(program);
    return all.stream()
        .map(Sandbox::location)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class comes from a file", e);
    }
  }

  private static void feed(Process process, byte[] input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException e) {
      process.destroyForcibly(); // it takes nothing: the reader finds out
    }
  }

  private void endInTime(Process process, AtomicBoolean late) {
    try {
      if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
        late.set(true);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Arguments of any kind as texts. */
  static List<String> texts(Collection<?> arguments) {
    return arguments.stream().map(String::valueOf).toList();
  }
}
