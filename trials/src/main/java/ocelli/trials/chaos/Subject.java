package ocelli.trials.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Ocelli on trial: {@code ./ocelli up} on ports that it keeps over restarts. */
final class Subject implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(10); // eighteen JVMs on a busy machine
  private static final Duration DRAINED = Duration.ofMinutes(4); // each kind gives itself 60 s
  private static final long LOOK_MILLIS = 100;

  private final Path launcher;
  private final Path folder;
  private final Form form;
  private final int nodes;
  private final int http;
  private final int management;
  private final Optional<Frailty> frailty;
  private final Optional<Lines> lines;
  private Process process;

  private Subject(Path launcher, Path folder, Form form, int nodes, int http, int management)
      throws IOException, InterruptedException {
    this.launcher = launcher;
    this.folder = folder;
    this.form = form;
    this.nodes = nodes;
    this.http = http;
    this.management = management;
    this.frailty =
        form == Form.FRAIL && Frailty.missing().isEmpty()
            ? Optional.of(Frailty.prepare(folder, data()))
            : Optional.empty();
    this.lines = form == Form.FRAIL ? Optional.of(Lines.open(data(), http)) : Optional.empty();
    this.process = launched();
  }

  /**
   * Starts one and waits until it serves.
   *
   * @param nodes of each service that keeps state, where each is a process of its own
   */
  static Subject start(Path launcher, Path folder, Form form, int nodes)
      throws IOException, InterruptedException {
    Subject subject = new Subject(launcher, folder, form, nodes, freePort(), freePort());
    Runtime.getRuntime().addShutdownHook(new Thread(subject::close, "subject-ender"));
    subject.awaitReady();
    return subject;
  }

  Form form() {
    return form;
  }

  /** Where clients reach it. */
  URI url() {
    return URI.create("http://127.0.0.1:" + lines.map(to -> to.clients().port()).orElse(http));
  }

  /** What is between it and others, where it has that form. */
  Optional<Lines> lines() {
    return lines;
  }

  /** The operators' port. */
  URI management() {
    return URI.create("http://127.0.0.1:" + management);
  }

  /** The token of its operator, another at each start. */
  String operatorToken() throws IOException {
    return operator().path("token").asText();
  }

  /** Its brokers: {@code host:port}, comma-separated. */
  String brokers() throws IOException {
    return operator().path("kafka").asText();
  }

  /** Its children, where it has some. */
  Processes processes() {
    return new Processes(management());
  }

  /** Its database server. */
  Postgres postgres() {
    return new Postgres(postgresFolder().resolve("data"), folder.resolve("postgres.log"));
  }

  /** The folder of its database server. */
  Path postgresFolder() {
    return data().resolve("postgres");
  }

  /** What can be broken of the machine under it, where it has that form and that is allowed. */
  Frailty frailty() {
    return frailty.orElseThrow();
  }

  /** SIGKILL, and a new one on the same folder. */
  void killAndRestart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    process = launched();
    awaitReady();
  }

  /** Its own process. */
  long pid() {
    return process.pid();
  }

  /** SIGTERM; whether it drained and said that all was well. */
  boolean stop() throws InterruptedException {
    process.destroy();
    boolean well =
        process.waitFor(DRAINED.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
    lines.ifPresent(Lines::close);
    frailty.ifPresent(Frailty::close);
    return well;
  }

  /** Of all that it has. */
  Path folder() {
    return folder;
  }

  /** Its words for people. */
  Path log() {
    return folder.resolve("up.log");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    postgres().endOrphan();
    lines.ifPresent(Lines::close);
    frailty.ifPresent(Frailty::close);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private JsonNode operator() throws IOException {
    return new ObjectMapper().readTree(data().resolve("operator.json").toFile());
  }

  private Process launched() throws IOException {
    Files.deleteIfExists(output());
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(
        List.of(
            "up",
            "--dev",
            "--data",
            data().toString(),
            "--http",
            Integer.toString(http),
            "--management",
            Integer.toString(management)));
    command.addAll(form.arguments(nodes));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(form.environment());
    lines.ifPresent(all -> builder.environment().putAll(all.environment()));
    frailty.ifPresent(frail -> builder.environment().putAll(frail.faults().environment()));
    return builder
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

  private Path output() {
    return folder.resolve("up.out");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
