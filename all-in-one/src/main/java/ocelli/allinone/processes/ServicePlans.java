package ocelli.allinone.processes;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ocelli.embedded.FreePort;

/** The processes of the services, each with the settings of its own and no other's. */
final class ServicePlans {
  /** In a value of the environment: the name of the process. */
  static final String NODE = "{node}";

  /**
   * In a value of the environment, {@code {port 9000}}: the first process has that port, each
   * further one the next; with 0 each has any that is free.
   */
  private static final Pattern PORT = Pattern.compile("\\{port ([0-9]+)}");

  private final Config services;
  private final Path configs;
  private final Map<String, Integer> counts;
  private final Set<String> stateful;

  /**
   * @param services {@code ocelli.processes.services}
   * @param configs the folder of the services' settings: {@code push.conf} and so on
   * @param counts of nodes, where another number than the settings' is wanted; 0 leaves one out
   * @param stateful those whose nodes share out partitions, so that they must know each other
   * @throws IllegalArgumentException where a count is of no service, or below 0
   */
  ServicePlans(Config services, Path configs, Map<String, Integer> counts, Set<String> stateful) {
    this.services = services;
    this.configs = configs;
    this.counts = Map.copyOf(counts);
    this.stateful = Set.copyOf(stateful);
    counts.forEach(
        (service, count) -> {
          if (!services.hasPath(service) || count < 0) {
            throw new IllegalArgumentException(
                "--nodes: "
                    + service
                    + "="
                    + count
                    + ", but SERVICE=N is 0 or more of one of "
                    + services.root().keySet().stream().sorted().toList());
          }
        });
  }

  /** The services that have a node, by name. */
  List<String> names() {
    return services.root().keySet().stream().filter(service -> count(service) > 0).toList();
  }

  /** What its operator should know of these counts, a sentence each. */
  List<String> warnings() {
    return names().stream()
        .filter(service -> stateful.contains(service) && count(service) == 2)
        .map(
            service ->
                service
                    + " has two nodes: when the one with the lowest address dies, the other ends"
                    + " itself too, for it cannot tell that from a cut line; take three, or one")
        .toList();
  }

  private int count(String service) {
    return counts.getOrDefault(service, services.getInt(service + ".nodes"));
  }

  /**
   * Of one service.
   *
   * @param environment that its settings read; in a value, {@value #NODE} is each one's name, and
   *     {@code {port N}} its port, counted from N
   */
  List<ChildPlan> of(String service, Map<String, String> environment) throws IOException {
    Config settings = services.getConfig(service);
    int count = count(service);
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ports.add(FreePort.any());
    }
    List<ChildPlan> plans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = service + "-" + (i + 1);
      Map<String, String> own = new LinkedHashMap<>();
      int index = i;
      environment.forEach((key, value) -> own.put(key, ofNode(value, name, index)));
      own.put("OCELLI_NODE", name);
      own.putAll(cluster(service, ports, i));
      plans.add(new ChildPlan(name, service, settings.getString("heap"), arguments(service), own));
    }
    return plans;
  }

  private static String ofNode(String value, String name, int index) {
    return PORT.matcher(value.replace(NODE, name))
        .replaceAll(
            found -> {
              int first = Integer.parseInt(found.group(1));
              return String.valueOf(first == 0 ? 0 : first + index);
            });
  }

  /**
   * One node is alone; several know each other by their ports, which they keep. Those without state
   * need nobody: in a cluster the survivor of two would end itself with the other.
   */
  private Map<String, String> cluster(String service, List<Integer> ports, int index) {
    if (ports.size() == 1 || !stateful.contains(service)) {
      return Map.of("OCELLI_CLUSTER_ALONE", "true");
    }
    return Map.of(
        "OCELLI_CLUSTER_HOST",
        address(service, index),
        "OCELLI_CLUSTER_SOURCE",
        address(service, index),
        "OCELLI_CLUSTER_PORT",
        String.valueOf(ports.get(index)),
        "OCELLI_CLUSTER_SEEDS",
        IntStream.range(0, ports.size())
            .mapToObj(i -> address(service, i) + ":" + ports.get(i))
            .collect(Collectors.joining(",")));
  }

  /** Each node has a loopback address of its own, so that a trial can cut one off from another. */
  private String address(String service, int index) {
    int number = services.root().keySet().stream().sorted().toList().indexOf(service);
    return "127.1." + number + "." + (index + 1);
  }

  private List<String> arguments(String service) throws IOException {
    Path file = configs.resolve(service + ".conf");
    if (!Files.isReadable(file)) {
      throw new IOException("cannot read " + file + ": --configs names the folder deploy/config");
    }
    return List.of("serve", service, "--child", "--config=" + file);
  }
}
