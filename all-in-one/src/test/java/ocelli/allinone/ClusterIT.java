package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import ocelli.authz.verify.FileKeySource;
import ocelli.embedded.FreePort;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three {@code serve} processes of a service that keeps state, as shipped, on a real broker and
 * database: they share the partitions, one that is asked to end hands its own over and ends with 0,
 * and those of one that is killed are taken over. One that stood still for so long that others did
 * that cannot go on.
 */
class ClusterIT {
  private static final int PARTITIONS = 4; // of each topic, proto's reference.conf
  private static final Duration PATIENCE = Duration.ofSeconds(120); // on a busy machine

  @TempDir static Path keys;
  @TempDir Path folder;

  @BeforeAll
  static void makeKeys() {
    FileKeySource.openOrCreate(keys);
  }

  @ParameterizedTest
  @CsvSource({"firehose, firehose-writer", "push, push-writer", "summaries, summaries"})
  void oneOfThreeAskedToEnd_andOneKilled_partitionsMove(String service, String kind)
      throws Exception {
    List<Map<String, String>> nodes = nodes(service, 3);
    try (ServeProcess last = start(service, "last", nodes.get(0), List.of());
        ServeProcess drained = start(service, "drained", nodes.get(1), List.of());
        ServeProcess killed = start(service, "killed", nodes.get(2), List.of())) {
      awaitShared(kind, last, drained, killed);

      assertThat(drained.terminate()).as(drained.said()).isZero();
      awaitShared(kind, last, killed);
      // It left in order: nobody had to find out that it was gone.
      assertThat(last.said() + killed.said()).doesNotContain("SBR took decision");

      killed.kill();
      awaitShared(kind, last);
      assertThat(last.terminate()).as(last.said()).isZero();
    }
  }

  @Test
  void stoodStillForTooLong_endsByItselfAndNotWith0() throws Exception {
    List<Map<String, String>> nodes = nodes("summaries", 2);
    try (ServeProcess last = start("summaries", "last", nodes.get(0), List.of());
        ServeProcess still = start("summaries", "still", nodes.get(1), List.of())) {
      awaitShared("summaries", last, still);
      still.signal("STOP");
      awaitShared("summaries", last);
      still.signal("CONT");
      assertThat(still.awaitEnd()).as(still.said()).isEqualTo(1);
      assertThat(still.said()).contains("this process cannot go on");
    }
  }

  @Test
  void push_rolesApart_eachHasItsOwnSideOnly() throws Exception {
    List<Map<String, String>> nodes = nodes("push", 2);
    try (ServeProcess writer = start("push", "write", nodes.get(0), List.of("--roles", "write"));
        ServeProcess reader = start("push", "read", nodes.get(1), List.of("--roles", "read"))) {
      await(writer, "push-writer", PARTITIONS);
      await(reader, "push-view", PARTITIONS * 4); // slices, push's reference.conf
      assertThat(writer.shards("push-view")).isEqualTo(-1);
      assertThat(reader.shards("push-writer")).isEqualTo(-1);
    }
  }

  /** Seeds and ports of nodes, in the order of their addresses; a database of their own. */
  private static List<Map<String, String>> nodes(String service, int count) throws Exception {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ports.add(FreePort.any());
    }
    Collections.sort(ports); // of two that remain, the one with the lowest address goes on
    String seeds = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    DatabaseSettings database = LiveBackend.shared().newDatabase();
    String prefix = "OCELLI_" + service.toUpperCase(Locale.ROOT) + "_DATABASE_";
    return ports.stream()
        .map(
            port -> {
              Map<String, String> environment = new LinkedHashMap<>();
              environment.put("OCELLI_KAFKA", LiveBackend.shared().kafka().bootstrapServers());
              environment.put("OCELLI_REPLICATION", "1");
              environment.put("OCELLI_KEYS", keys.toString());
              environment.put("OCELLI_HTTP_PORT", "0");
              environment.put("OCELLI_MANAGEMENT_PORT", "0");
              environment.put("OCELLI_CLUSTER_PORT", port.toString());
              environment.put("OCELLI_CLUSTER_SEEDS", seeds);
              environment.put(prefix + "URL", database.url());
              environment.put(prefix + "USER", database.user());
              environment.put(prefix + "PASSWORD", database.password());
              return environment;
            })
        .toList();
  }

  private ServeProcess start(
      String service, String name, Map<String, String> environment, List<String> more)
      throws Exception {
    Path config = Path.of("..", "deploy", "config", service + ".conf");
    assertThat(Files.isReadable(config)).isTrue();
    List<String> arguments = new ArrayList<>(List.of(service, "--config=" + config));
    arguments.addAll(more);
    return ServeProcess.start(folder, name, arguments, environment);
  }

  private static void awaitShared(String kind, ServeProcess... nodes) throws Exception {
    for (ServeProcess node : nodes) {
      node.awaitReady();
    }
    Await.until(
        PATIENCE,
        () -> shards(kind, nodes) + " of " + PARTITIONS,
        () ->
            shards(kind, nodes).stream().allMatch(shards -> shards > 0)
                && shards(kind, nodes).stream().mapToInt(shards -> shards).sum() == PARTITIONS);
  }

  private static List<Integer> shards(String kind, ServeProcess... nodes) {
    return Arrays.stream(nodes).map(node -> shards(node, kind)).toList();
  }

  private static void await(ServeProcess node, String kind, int partitions) throws Exception {
    node.awaitReady();
    Await.until(
        PATIENCE,
        () -> shards(node, kind) + " of " + partitions,
        () -> shards(node, kind) == partitions);
  }

  private static int shards(ServeProcess node, String kind) {
    try {
      return node.shards(kind);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
