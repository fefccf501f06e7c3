package ocelli.trials.links;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of the processor some programs have used, with all they started: a figure that other
 * programs on the machine hardly change.
 */
final class Processor {
  private final List<ProcessHandle> programs;

  private Processor(List<ProcessHandle> programs) {
    this.programs = programs;
  }

  /** Of an all-in-one and its database. */
  static Processor of(long pid, Path data) throws IOException {
    String postmaster =
        Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).get(0).strip();
    return new Processor(List.of(handle(pid), handle(Long.parseLong(postmaster))));
  }

  static Processor of(Process process) {
    return new Processor(List.of(process.toHandle()));
  }

  private static ProcessHandle handle(long pid) {
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
  }

  /** So far, those that have ended not counted. */
  Duration used() {
    return programs.stream()
        .flatMap(program -> Stream.concat(Stream.of(program), program.descendants()))
        .flatMap(handle -> handle.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
