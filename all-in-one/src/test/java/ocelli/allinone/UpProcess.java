package ocelli.allinone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ocelli up} as a process, to be ended as an operator or a bad night would. */
final class UpProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("READY (http\\S+) management (http\\S+)");
  private static final Duration READY_PATIENCE =
      Duration.ofSeconds(90); // on a machine that is busy
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path data;
  private final URI url;
  private final URI management;

  private UpProcess(Process process, Path data, URI url, URI management) {
    this.process = process;
    this.data = data;
    this.url = url;
    this.management = management;
  }

  static UpProcess start(Path data) throws IOException, InterruptedException {
    Files.createDirectories(data);
    Path said = data.resolve("up.out");
    Files.deleteIfExists(said);
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "-Djava.awt.headless=true",
                "-Docelli.firehose.heartbeat=1s", // a test waits for the first heartbeat
                "-cp",
                System.getProperty("java.class.path"),
                "ocelli.allinone.Main",
                "up",
                "--dev",
                "--data",
                data.toString(),
                "--http",
                "0",
                "--management",
                "0"));
    builder.environment().put("OMP_THREAD_LIMIT", "1");
    builder.environment().put("OPENCV_IO_MAX_IMAGE_PIXELS", "40000000");
    Process process =
        builder
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(data.resolve("up.err").toFile()))
            .start();
    return awaitReady(process, data, said);
  }

  private static UpProcess awaitReady(Process process, Path data, Path said)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      Matcher ready = READY.matcher(Files.readString(said));
      if (ready.find()) {
        return new UpProcess(process, data, URI.create(ready.group(1)), URI.create(ready.group(2)));
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly();
    throw new AssertionError("not ready; its stderr:\n" + Files.readString(data.resolve("up.err")));
  }

  URI url() {
    return url;
  }

  URI management() {
    return management;
  }

  long pid() {
    return process.pid();
  }

  /** All that it wrote for people. */
  String log() throws IOException {
    return Files.readString(data.resolve("up.err"));
  }

  /** Where and with what token an operator reaches it. */
  JsonNode operator() throws IOException {
    return new ObjectMapper().readTree(data.resolve("operator.json").toFile());
  }

  /** SIGTERM; answers the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(DRAIN_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not drain in " + DRAIN_PATIENCE);
    }
    return process.exitValue();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
