package ocelli.allinone.processes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts children from the same programs as this process. */
final class Launch {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /** The classes as the JVM holds them, written down when one of the programs ended. */
  private static final String ARCHIVE = "-XX:SharedArchiveFile=";

  private final String main;
  private final List<String> archive;

  /**
   * @param main class of the programs
   */
  Launch(String main) {
    this.main = main;
    this.archive =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith(ARCHIVE))
            .toList();
  }

  Process start(ChildPlan plan, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(plan));
    builder.environment().putAll(plan.environment());
    return builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
  }

  private List<String> command(ChildPlan plan) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // Ctrl-C reaches every process of a terminal's group at once; children end in our order.
      command.add(SETSID.toString());
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + plan.heap(),
            // Small heaps on few cores: the collector with the least memory of its own.
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            "-Xlog:disable",
            "-Xlog:all=error:stderr"));
    command.addAll(archive);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(plan.arguments());
    return command;
  }
}
