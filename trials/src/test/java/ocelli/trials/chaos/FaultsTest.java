package ocelli.trials.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that wait for a line of input, so that the fault is there before they go on. */
class FaultsTest {
  private static final String TELL_TIME = "read line; printf '%(%s)T' -1";

  @TempDir Path folder;

  @BeforeEach
  void requireCompiler() {
    assumeThat(Faults.missing()).isEmpty();
  }

  @Test
  void clock_wrong_isWrongForThatProcessAlone() throws Exception {
    Faults faults = Faults.prepare(folder);
    Process wrong = started(faults, "bash", "-c", TELL_TIME);
    Process right = started(faults, "bash", "-c", TELL_TIME);
    faults.clock(wrong.pid(), Duration.ofDays(-7));
    assertThat(Instant.ofEpochSecond(Long.parseLong(output(wrong))))
        .isBefore(Instant.now().minus(Duration.ofDays(7)).plusSeconds(1));
    assertThat(Instant.ofEpochSecond(Long.parseLong(output(right))))
        .isAfter(Instant.now().minus(Duration.ofHours(1)));
  }

  @Test
  void clock_rightAgain_isRight() throws Exception {
    Faults faults = Faults.prepare(folder);
    Process process = started(faults, "bash", "-c", TELL_TIME);
    faults.clock(process.pid(), Duration.ofHours(1));
    faults.clock(process.pid(), Duration.ZERO);
    assertThat(Instant.ofEpochSecond(Long.parseLong(output(process))))
        .isBefore(Instant.now().plus(Duration.ofMinutes(1)));
  }

  @Test
  void syncs_fail_whoAsksForThemIsTold() throws Exception {
    Faults faults = Faults.prepare(folder);
    Process failing = started(faults, "dd", "of=" + folder.resolve("one"), "conv=fsync");
    faults.syncs(failing.pid(), true);
    assertThat(output(failing)).contains("fsync failed").contains("Input/output error");
    assertThat(failing.waitFor()).isEqualTo(1);
    assertThat(faults.failedSyncs(failing.pid())).as("seen to fail").isEqualTo(1);
    Process well = started(faults, "dd", "of=" + folder.resolve("two"), "conv=fsync");
    output(well);
    assertThat(well.waitFor()).isZero();
    assertThat(faults.failedSyncs(well.pid())).isZero();
  }

  private Process started(Faults faults, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(faults.environment());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!isLoaded(faults, process.pid())) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return process;
  }

  private static boolean isLoaded(Faults faults, long pid) {
    try {
      faults.syncs(pid, false);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String output(Process process) throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
