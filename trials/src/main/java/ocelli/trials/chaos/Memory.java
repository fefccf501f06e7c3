package ocelli.trials.chaos;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What a JVM holds: resident memory would say how much its collector has left lying about, so it is
 * made to collect, and what lives is counted.
 */
final class Memory {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final int LOCAL_ADDRESS = 1; // fields of a line of /proc/net/tcp, proc(5)
  private static final int STATE = 3;
  private static final int QUEUES = 4;
  private static final String ESTABLISHED = "01"; // tcp_states.h
  private static final String DIRECT = "direct"; // BufferPoolMXBean: among its names

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

  /** Bytes of a process's direct buffers: no part of its objects. */
  @SuppressWarnings("BanJNDI") // the address is that of a process of the trial's own
  static long direct(long pid) throws IOException {
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(agent(pid)))) {
      return ManagementFactory.getPlatformMXBeans(
              connector.getMBeanServerConnection(), BufferPoolMXBean.class)
          .stream()
          .filter(pool -> pool.getName().equals(DIRECT))
          .mapToLong(BufferPoolMXBean::getMemoryUsed)
          .sum();
    }
  }

  private static String agent(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        return machine.startLocalManagementAgent(); // the same one the second time
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("cannot look into " + pid, e);
    }
  }

  /**
   * What the kernel holds for those who are connected to a port and do not read.
   *
   * @return bytes of each connection for which it holds some
   */
  static long[] unsent(int port) throws IOException {
    String local = ":%04X".formatted(port);
    return Stream.concat(sockets("tcp"), sockets("tcp6")) // Java's are of both families
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields[LOCAL_ADDRESS].endsWith(local))
        .filter(fields -> fields[STATE].equals(ESTABLISHED))
        .mapToLong(fields -> sendQueue(fields[QUEUES]))
        .filter(bytes -> bytes > 0)
        .toArray();
  }

  private static long sendQueue(String queues) {
    return Long.parseLong(queues, 0, queues.indexOf(':'), 16);
  }

  private static Stream<String> sockets(String family) throws IOException {
    return Files.readAllLines(Path.of("/proc/net", family)).stream();
  }
}
