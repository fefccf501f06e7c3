package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ocelli serve} as a process, with the settings that the product ships. */
final class ServeProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("READY (http\\S+) management (http\\S+)");
  private static final Duration PATIENCE = Duration.ofSeconds(200); // several on two busy cores
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Path out;
  private final Path err;

  private ServeProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts one; does not wait.
   *
   * @param folder for what it says
   * @param name of its files there
   */
  static ServeProcess start(
      Path folder, String name, List<String> arguments, Map<String, String> environment)
      throws IOException {
    List<String> command =
        Programs.command(
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), "serve");
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Path out = folder.resolve(name + ".out");
    Path err = folder.resolve(name + ".err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new ServeProcess(process, out, err);
  }

  /** Waits until it can serve; answers the public address. */
  URI url() throws Exception {
    return URI.create(ready().group(1));
  }

  /** Waits until it can serve; answers the operators' address. */
  URI awaitReady() throws Exception {
    return URI.create(ready().group(2));
  }

  private MatchResult ready() throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      Matcher ready = READY.matcher(Files.readString(out));
      if (ready.find()) {
        return ready;
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("not ready; its stderr:\n" + said());
  }

  /** How many partitions of a kind it has; -1 while it does not answer. */
  int shards(String kind) throws Exception {
    URI place = awaitReady().resolve("/cluster/shards/sharded-daemon-process-" + kind);
    HttpResponse<String> answer =
        HTTP.send(HttpRequest.newBuilder(place).build(), HttpResponse.BodyHandlers.ofString());
    JsonNode regions = new ObjectMapper().readTree(answer.body()).path("regions");
    return answer.statusCode() == 200 ? regions.size() : -1;
  }

  /** What it wrote for people. */
  String said() throws IOException {
    return Files.readString(err);
  }

  /** Waits until it has ended; answers the exit code. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still runs after " + PATIENCE);
    }
    return process.exitValue();
  }

  /** SIGTERM; answers the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return awaitEnd();
  }

  /** Sends it a signal, as {@code STOP}. */
  void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
