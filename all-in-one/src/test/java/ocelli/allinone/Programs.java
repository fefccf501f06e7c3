package ocelli.allinone;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The product's programs as a JVM starts them. The first {@code up} of a test run that is asked to
 * end writes down its classes as the JVM holds them; who starts later takes them from there, which
 * saves a third of a start.
 */
final class Programs {
  private static final Path CLASSES = freshArchive();

  private static final String DEFAULT = "-Xshare:auto"; // what the JVM does anyway

  private Programs() {}

  /** Starts {@code up} whole: with every service's classes. Its arguments follow. */
  static List<String> whole(List<String> jvm) {
    return Files.exists(CLASSES)
        ? command(jvm, "up")
        : command(jvm, "-XX:ArchiveClassesAtExit=" + CLASSES, "up");
  }

  /** Starts one of the programs. Its arguments follow. */
  static List<String> command(List<String> jvm, String program) {
    return command(
        jvm, Files.exists(CLASSES) ? "-XX:SharedArchiveFile=" + CLASSES : DEFAULT, program);
  }

  private static List<String> command(List<String> jvm, String archive, String program) {
    // The JVM archives no classes where a folder, as that of the tests, is in the path.
    String jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(jvm);
    command.addAll(List.of(archive, "-cp", jars, "ocelli.allinone.Main", program));
    return command;
  }

  /** One of this JVM's own, for another may test beside it. */
  private static Path freshArchive() {
    String name = "classes-" + ProcessHandle.current().pid() + ".jsa";
    Path archive = Path.of("target", name).toAbsolutePath();
    archive.toFile().deleteOnExit();
    return archive;
  }
}
