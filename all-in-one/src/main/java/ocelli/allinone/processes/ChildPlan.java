package ocelli.allinone.processes;

import java.util.List;
import java.util.Map;

/**
 * How a child process is started.
 *
 * @param name of the process, as {@code push-1}
 * @param service whose node it is, as {@code push}; {@code broker} for a broker
 * @param heap the most Java heap, as the JVM's {@code -Xmx} takes it
 * @param arguments of the program
 * @param environment added to this process's own
 */
public record ChildPlan(
    String name,
    String service,
    String heap,
    List<String> arguments,
    Map<String, String> environment) {
  public ChildPlan {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }
}
