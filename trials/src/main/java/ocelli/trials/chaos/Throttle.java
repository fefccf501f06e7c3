package ocelli.trials.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Takes processor time away from a process. */
final class Throttle {
  private static final Duration RUNS = Duration.ofMillis(10); // of every 100 ms, as cgroups do it
  private static final Duration STANDS = Duration.ofMillis(90);
  private static final Path CPU = Path.of("/sys/fs/cgroup/cpu");

  private Throttle() {}

  /** Lets it have a tenth of one processor for a time: by a cgroup, or else by stopping it. */
  static void aTenth(long pid, Duration time) throws IOException, InterruptedException {
    Path group = CPU.resolve("ocelli-trial-" + pid);
    if (!Files.isWritable(CPU.resolve("cgroup.procs"))) {
      byStopping(pid, time);
      return;
    }
    String home = groupOf(pid);
    Files.createDirectory(group);
    try {
      Files.writeString(group.resolve("cpu.cfs_period_us"), "100000");
      Files.writeString(group.resolve("cpu.cfs_quota_us"), "10000");
      Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } finally {
      for (String member : Files.readAllLines(group.resolve("cgroup.procs"))) {
        Files.writeString(Path.of(CPU + home).resolve("cgroup.procs"), member);
      }
      Files.delete(group);
    }
  }

  /** The group that a process is in, as {@code /}: cgroups(7). */
  private static String groupOf(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/cgroup")).stream()
        .map(line -> line.split(":", 3))
        .filter(fields -> List.of(fields[1].split(",")).contains("cpu"))
        .map(fields -> fields[2])
        .findFirst()
        .orElse("/");
  }

  private static void byStopping(long pid, Duration time) throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      Signals.pause(List.of(pid), STANDS);
      TimeUnit.MILLISECONDS.sleep(RUNS.toMillis());
    }
  }
}
