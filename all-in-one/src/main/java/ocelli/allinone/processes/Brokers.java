package ocelli.allinone.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ocelli.embedded.EmbeddedKafka;
import ocelli.embedded.FreePort;

/**
 * The brokers of a system on one machine.
 *
 * @param addresses for clients: {@code host:port}, comma-separated
 * @param plans of their processes
 */
record Brokers(String addresses, List<ChildPlan> plans) {
  /**
   * Plans them on ports that are free now; a broker that is started again keeps its own.
   *
   * @param folder of all their data
   */
  static Brokers plan(Path folder, int count, String heap) throws IOException {
    String clusterId = EmbeddedKafka.clusterId(folder);
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 2 * count; i++) {
      ports.add(FreePort.any());
    }
    String voters =
        IntStream.range(0, count)
            .mapToObj(i -> (i + 1) + "@127.0.0.1:" + ports.get(count + i))
            .collect(Collectors.joining(","));
    List<ChildPlan> plans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "broker-" + (i + 1);
      plans.add(
          new ChildPlan(
              name,
              "broker",
              heap,
              List.of(
                  "broker",
                  "--id=" + (i + 1),
                  "--folder=" + folder.resolve(name),
                  "--port=" + ports.get(i),
                  "--controller-port=" + ports.get(count + i),
                  "--voters=" + voters,
                  "--replication=" + count,
                  "--cluster-id=" + clusterId),
              Map.of()));
    }
    String addresses =
        ports.subList(0, count).stream()
            .map(port -> "127.0.0.1:" + port)
            .collect(Collectors.joining(","));
    return new Brokers(addresses, plans);
  }
}
