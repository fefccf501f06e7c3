package ocelli.trials.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is done to the lines between processes. */
final class NetworkStories {
  /** Those whose nodes share out partitions. */
  private static final List<String> CLUSTERED = List.of("summaries", "push", "firehose");

  // A start on a busy machine, and the time after which who finds nobody founds a cluster: 15 s.
  private static final Duration START = Duration.ofSeconds(25);
  // Twice the time in which a node out of reach is given up and its partitions are read elsewhere.
  private static final Duration CUT = Duration.ofSeconds(24);

  private NetworkStories() {}

  static List<Story> all() {
    return List.of(
        Story.of("network-cut", Form.PROCESSES, NetworkStories::cut).needing(Network::missing));
  }

  /**
   * The first node, which may found a cluster, and the others of its cluster do not reach each
   * other; then one, whichever, does not reach the others, but they reach it.
   */
  private static void cut(Stage stage) throws Exception {
    List<String> services =
        stage.longForm() ? CLUSTERED : List.of(stage.any(CLUSTERED)); // 3 minutes each
    for (String service : services) {
      stage.letRun(Duration.ofSeconds(3), Duration.ofSeconds(6));
      List<Processes.Child> nodes = stage.subject().processes().of(service);
      isolate(stage, nodes.get(0), true, cuts -> cuts.flatMap(NetworkStories::bothWays));
      stage.letRun(Duration.ofSeconds(3), Duration.ofSeconds(6));
      isolate(stage, stage.any(nodes), false, cuts -> cuts);
    }
    stage.letRun(Duration.ofSeconds(5));
  }

  private interface Ways {
    Stream<Network.Cut> of(Stream<Network.Cut> toTheOthers);
  }

  private static void isolate(Stage stage, Processes.Child one, boolean first, Ways ways)
      throws Exception {
    Processes processes = stage.subject().processes();
    List<Processes.Child> nodes = processes.of(one.service());
    String address = processes.clusterHost(one.name());
    List<String> others = otherHosts(processes, nodes, one);
    stage.fault(
        "cut",
        one.name() + (first ? " off, both ways" : " off, one way"),
        List.of(one.service()),
        () -> {
          try (Network network =
              Network.cut(
                  ways.of(others.stream().map(to -> new Network.Cut(address, to))).toList())) {
            stage.letRun(CUT);
            if (first) {
              // Started again behind the cut, the one that may found a cluster must not.
              processes.awaitRestart(one);
              stage.letRun(START);
            }
          }
          processes.awaitWell();
          processes.awaitOneCluster(one.service());
        });
    if (processes.of(one.service()).equals(nodes)) {
      throw new IOException(one.name() + " was cut off, and no node of its cluster had to end");
    }
  }

  private static Stream<Network.Cut> bothWays(Network.Cut cut) {
    return Stream.of(cut, new Network.Cut(cut.to(), cut.from()));
  }

  private static List<String> otherHosts(
      Processes processes, List<Processes.Child> nodes, Processes.Child one) throws Exception {
    List<String> hosts = new ArrayList<>();
    for (Processes.Child node : nodes) {
      if (!node.name().equals(one.name())) {
        hosts.add(processes.clusterHost(node.name()));
      }
    }
    return hosts;
  }
}
