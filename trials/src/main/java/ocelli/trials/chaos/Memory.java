package ocelli.trials.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM holds: resident memory would say how much its collector has left lying about, so it is
 * made to collect, and what lives is counted.
 */
final class Memory {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final int LOCAL_ADDRESS = 1; // fields of a line of /proc/net/tcp, proc(5)
  private static final int QUEUES = 4;

  private Memory() {}

  /** Bytes of a process's live objects. */
  static long live(long pid) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    Matcher total = TOTAL.matcher(said);
    if (!total.find()) {
      throw new IOException("jcmd cannot look into " + pid + ": " + said);
    }
    return Long.parseLong(total.group(1));
  }

  /** Bytes that the kernel holds for those who are connected to a port and do not read. */
  static long unsent(int port) throws IOException {
    String local = ":%04X".formatted(port);
    return Stream.concat(sockets("tcp"), sockets("tcp6")) // Java's are of both families
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields[LOCAL_ADDRESS].endsWith(local))
        .mapToLong(fields -> Long.parseLong(fields[QUEUES], 0, fields[QUEUES].indexOf(':'), 16))
        .sum();
  }

  private static Stream<String> sockets(String family) throws IOException {
    return Files.readAllLines(Path.of("/proc/net", family)).stream();
  }
}
