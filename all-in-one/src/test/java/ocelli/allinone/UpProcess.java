package ocelli.allinone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ocelli.runtime.HaltPoint;

/** {@code ocelli up} as a process, to be ended as an operator or a bad night would. */
public final class UpProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("READY (http\\S+) management (http\\S+)");
  private static final Duration READY_PATIENCE =
      Duration.ofSeconds(240); // on a machine that is busy
  private static final Duration PROCESSES_PATIENCE =
      Duration.ofSeconds(600); // a dozen JVMs beside other work
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(120);

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

  public static UpProcess start(Path data) throws IOException, InterruptedException {
    return start(data, "").orElseThrow(() -> new AssertionError("killed before it was ready"));
  }

  /** Starts one with other settings: {@code -Docelli.ledger.within=1s}. */
  static UpProcess startWith(Path data, List<String> settings)
      throws IOException, InterruptedException {
    List<String> jvm = new ArrayList<>(settings);
    jvm.add("-Xmx1g");
    return start(data, READY_PATIENCE, jvm, List.of()).orElseThrow();
  }

  /**
   * Starts one that ends itself at a crash point.
   *
   * @param haltAt the point's name; empty for none
   * @return empty where it ended before it was ready
   */
  static Optional<UpProcess> start(Path data, String haltAt)
      throws IOException, InterruptedException {
    return start(data, READY_PATIENCE, List.of("-Docelli.halt.at=" + haltAt, "-Xmx1g"), List.of());
  }

  /** Starts one whose services and brokers are processes of their own. */
  static UpProcess startProcesses(Path data, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--processes", "--configs", "../deploy/config"));
    all.addAll(arguments);
    return start(data, PROCESSES_PATIENCE, List.of("-Xmx256m"), all).orElseThrow();
  }

  private static Optional<UpProcess> start(
      Path data, Duration patience, List<String> jvm, List<String> arguments)
      throws IOException, InterruptedException {
    Files.createDirectories(data);
    Path said = data.resolve("up.out");
    Files.deleteIfExists(said);
    List<String> options = new ArrayList<>(jvm);
    options.addAll(List.of("-XX:+UseParallelGC", "-Djava.awt.headless=true"));
    List<String> command =
        arguments.isEmpty() ? Programs.whole(options) : Programs.command(options, "up");
    command.addAll(List.of("--dev", "--data", data.toString(), "--http", "0", "--management", "0"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    // Of this process and its children: a test waits for the first heartbeat; and where there are
    // many, half the time of a start is the compiler's second level.
    builder
        .environment()
        .put(
            "JDK_JAVA_OPTIONS",
            "-Docelli.firehose.heartbeat=1s"
                + (arguments.isEmpty() ? "" : " -XX:TieredStopAtLevel=1"));
    builder.environment().put("OMP_THREAD_LIMIT", "1");
    builder.environment().put("OPENCV_IO_MAX_IMAGE_PIXELS", "40000000");
    Process process =
        builder
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(data.resolve("up.err").toFile()))
            .start();
    return awaitReady(process, patience, data, said);
  }

  private static Optional<UpProcess> awaitReady(
      Process process, Duration patience, Path data, Path said)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      Matcher ready = READY.matcher(Files.readString(said));
      if (ready.find()) {
        return Optional.of(
            new UpProcess(process, data, URI.create(ready.group(1)), URI.create(ready.group(2))));
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    if (!process.isAlive() && process.exitValue() == HaltPoint.EXIT_CODE) {
      return Optional.empty();
    }
    process.destroyForcibly();
    throw new AssertionError("not ready; its stderr:\n" + Files.readString(data.resolve("up.err")));
  }

  public URI url() {
    return url;
  }

  URI management() {
    return management;
  }

  /** The line by which it said where it is. */
  String ready() throws IOException {
    return Files.readString(data.resolve("up.out")).strip();
  }

  long pid() {
    return process.pid();
  }

  /** All that it wrote for people. */
  public String log() throws IOException {
    return Files.readString(data.resolve("up.err"));
  }

  /** Where and with what token an operator reaches it. */
  public JsonNode operator() throws IOException {
    return new ObjectMapper().readTree(data.resolve("operator.json").toFile());
  }

  /** SIGTERM; answers the exit code. */
  public int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(DRAIN_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not drain in " + DRAIN_PATIENCE);
    }
    return process.exitValue();
  }

  /** Waits until it has ended by itself; answers the exit code. */
  int awaitEnd(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still runs after " + patience);
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
