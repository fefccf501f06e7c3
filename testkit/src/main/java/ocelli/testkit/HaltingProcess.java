package ocelli.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A service as a process of its own, which ends itself at a crash point. */
public final class HaltingProcess implements AutoCloseable {
  private final Process process;

  private HaltingProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one on this JVM's class path.
   *
   * @param point where it ends itself
   * @param main what it runs
   * @param said the file that gets its words
   */
  public static HaltingProcess start(String point, Class<?> main, List<String> arguments, Path said)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Docelli.halt.at=" + point,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    return new HaltingProcess(
        new ProcessBuilder(command)
            .redirectOutput(said.toFile())
            .redirectErrorStream(true)
            .start());
  }

  /** What it exits with, by itself. */
  public int awaitEnd(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("it did not come to its crash point");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
