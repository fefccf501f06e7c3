package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
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
 * Two {@code serve} processes of a service that keeps state, as shipped, on a real broker and
 * database: they share the partitions, the survivor of a kill gets all of them, and one that is
 * asked to end hands its own over and ends with 0.
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
  void oneOfTwo_killed_thenTheOtherDrained_partitionsMove(String service, String kind)
      throws Exception {
    List<Map<String, String>> nodes = nodes(service);
    try (ServeProcess first = start(service, "first", nodes.get(0), List.of());
        ServeProcess second = start(service, "second", nodes.get(1), List.of())) {
      awaitShared(first, second, kind);

      second.kill();
      await(first, kind, PARTITIONS);

      try (ServeProcess again = start(service, "again", nodes.get(1), List.of())) {
        awaitShared(first, again, kind);
        assertThat(first.terminate()).isZero();
        await(again, kind, PARTITIONS);
        assertThat(again.terminate()).isZero();
      }
    }
  }

  @Test
  void push_rolesApart_eachHasItsOwnSideOnly() throws Exception {
    List<Map<String, String>> nodes = nodes("push");
    try (ServeProcess writer = start("push", "write", nodes.get(0), List.of("--roles", "write"));
        ServeProcess reader = start("push", "read", nodes.get(1), List.of("--roles", "read"))) {
      await(writer, "push-writer", PARTITIONS);
      await(reader, "push-view", PARTITIONS * 4); // slices, push's reference.conf
      assertThat(writer.shards("push-view")).isEqualTo(-1);
      assertThat(reader.shards("push-writer")).isEqualTo(-1);
    }
  }

  /** Seeds and ports of two nodes, in the order of their addresses; a database of their own. */
  private static List<Map<String, String>> nodes(String service) throws Exception {
    int[] ports = IntStream.of(FreePort.any(), FreePort.any()).sorted().toArray();
    DatabaseSettings database = LiveBackend.shared().newDatabase();
    String prefix = "OCELLI_" + service.toUpperCase(Locale.ROOT) + "_DATABASE_";
    return IntStream.of(ports)
        .mapToObj(
            port -> {
              Map<String, String> environment = new LinkedHashMap<>();
              environment.put("OCELLI_KAFKA", LiveBackend.shared().kafka().bootstrapServers());
              environment.put("OCELLI_REPLICATION", "1");
              environment.put("OCELLI_KEYS", keys.toString());
              environment.put("OCELLI_HTTP_PORT", "0");
              environment.put("OCELLI_MANAGEMENT_PORT", "0");
              environment.put("OCELLI_CLUSTER_PORT", Integer.toString(port));
              environment.put(
                  "OCELLI_CLUSTER_SEEDS", "127.0.0.1:" + ports[0] + ",127.0.0.1:" + ports[1]);
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

  private static void awaitShared(ServeProcess one, ServeProcess other, String kind)
      throws Exception {
    one.awaitReady();
    other.awaitReady();
    Await.until(
        PATIENCE,
        () -> shards(one, kind) + " and " + shards(other, kind) + " of " + PARTITIONS,
        () ->
            shards(one, kind) > 0
                && shards(other, kind) > 0
                && shards(one, kind) + shards(other, kind) == PARTITIONS);
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
