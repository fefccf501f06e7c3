package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code up --processes} that does not come to be ready: nothing of what it started is left. */
class BrokenOffIT {
  private static final Duration PATIENCE = Duration.ofSeconds(240); // JVMs on a busy machine

  @TempDir Path data;

  /** Whoever fails here leaves no orphan to the tests that follow. */
  @AfterEach
  void killOrphans() {
    orphans().forEach(ProcessHandle::destroyForcibly);
  }

  @ParameterizedTest
  @CsvSource({
    "the database begins, postgres/data/PG_VERSION",
    "brokers begin, brokers/broker-1/data/meta.properties",
    "a service begins, logs/authz-1.log"
  })
  void asked_endsAllThatItStarted(String when, String reached) throws Exception {
    Process up = start();
    Await.until(
        PATIENCE,
        () -> when + " does not come:\n" + said(),
        () -> Files.exists(data.resolve(reached)) || !up.isAlive());
    assertThat(up.isAlive()).as(said()).isTrue();
    up.destroy();
    assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).as(said()).isEqualTo(143); // 128 + SIGTERM, as shells say it
    assertThat(orphans()).as("what is left after " + when).isEmpty();
  }

  @Test
  void failing_endsAllThatItStarted() throws Exception {
    // In the place of the folder of the services' passwords, which are made when brokers run.
    Files.createFile(Files.createDirectories(data.resolve("run")).resolve("secrets"));
    Process up = start();
    assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).as(said()).isEqualTo(1);
    assertThat(data.resolve("logs/broker-1.log")).exists();
    assertThat(orphans()).isEmpty();
  }

  private Process start() throws IOException {
    List<String> command =
        Programs.command(
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Docelli.processes.brokers.nodes=1"),
            "up");
    command.addAll(
        List.of("--processes", "--configs=../deploy/config", "--http=0", "--management=0"));
    command.add("--data=" + data);
    List<String> nodes = new ArrayList<>(Services.ALL);
    nodes.remove("authz");
    nodes.forEach(service -> command.add("--nodes=" + service + "=0"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(data.resolve("up.err").toFile())
        .start();
  }

  /** Each that it starts has the folder in its arguments or its environment. */
  private List<ProcessHandle> orphans() {
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .filter(process -> told(process, "cmdline") || told(process, "environ"))
        .toList();
  }

  private boolean told(ProcessHandle process, String file) {
    try {
      return Files.readString(
              Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.ISO_8859_1)
          .contains(data.toString());
    } catch (IOException e) {
      return false; // it has ended, or is another user's
    }
  }

  private String said() {
    try (Stream<String> lines = Files.lines(data.resolve("up.err"))) {
      return String.join("\n", lines.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
