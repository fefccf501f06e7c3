package ocelli.trials.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Ocelli on trial: {@code ./ocelli up} on ports that it keeps over restarts. */
final class Subject implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(5); // on a machine that is busy
  private static final Duration DRAINED = Duration.ofSeconds(90); // it gives itself 60 s
  private static final long LOOK_MILLIS = 100;

  private final Path launcher;
  private final Path folder;
  private final int http;
  private final int management;
  private Process process;

  private Subject(Path launcher, Path folder, int http, int management) throws IOException {
    this.launcher = launcher;
    this.folder = folder;
    this.http = http;
    this.management = management;
    this.process = launched();
  }

  /** Starts one and waits until it serves. */
  static Subject start(Path launcher, Path folder) throws IOException, InterruptedException {
    Subject subject = new Subject(launcher, folder, freePort(), freePort());
    Runtime.getRuntime().addShutdownHook(new Thread(subject::close, "subject-ender"));
    subject.awaitReady();
    return subject;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http);
  }

  /** The token of its operator, another at each start. */
  String operatorToken() throws IOException {
    File file = folder.resolve("data/operator.json").toFile();
    return new ObjectMapper().readTree(file).path("token").asText();
  }

  /** SIGKILL, and a new one on the same folder. */
  void killAndRestart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    process = launched();
    awaitReady();
  }

  /** SIGSTOP for a time. */
  void pause(Duration time) throws IOException, InterruptedException {
    signal("STOP");
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } finally {
      signal("CONT");
    }
  }

  /** The process's resident memory in bytes: VmRSS of proc(5). */
  long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }

  /** SIGTERM; whether it drained and said that all was well. */
  boolean stop() throws InterruptedException {
    process.destroy();
    return process.waitFor(DRAINED.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  /** Its words for people. */
  Path log() {
    return folder.resolve("up.log");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private Process launched() throws IOException {
    Files.deleteIfExists(output());
    List<String> command =
        List.of(
            launcher.toString(),
            "up",
            "--dev",
            "--data",
            folder.resolve("data").toString(),
            "--http",
            Integer.toString(http),
            "--management",
            Integer.toString(management));
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectOutput(output().toFile())
        .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (Files.readString(output()).contains("READY ")) {
        return;
      }
      process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly();
    throw new IOException("Ocelli did not start; its log is " + log());
  }

  private void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("kill -" + name + " answered " + code);
    }
  }

  private Path output() {
    return folder.resolve("up.out");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
