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
   * @param advertised what clients are told instead of their own places, {@code host:port} of each;
   *     empty for these
   */
  static Brokers plan(Path folder, int count, String heap, List<String> advertised)
      throws IOException {
    if (!advertised.isEmpty() && advertised.size() != count) {
      throw new IllegalArgumentException(
          "ocelli.processes.brokers.advertised: one of each of %d brokers, not %s"
              .formatted(count, advertised));
    }
    String clusterId = EmbeddedKafka.clusterId(folder);
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 3 * count; i++) {
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
                  "--cluster-id=" + clusterId,
                  "--peer-port=" + ports.get(2 * count + i),
                  "--advertised=" + (advertised.isEmpty() ? "" : advertised.get(i))),
              Map.of()));
    }
    List<String> own = ports.subList(0, count).stream().map(port -> "127.0.0.1:" + port).toList();
    return new Brokers(String.join(",", advertised.isEmpty() ? own : advertised), plans);
  }
}
