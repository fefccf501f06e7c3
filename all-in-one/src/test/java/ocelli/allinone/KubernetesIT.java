package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ocelli.authz.verify.FileKeySource;
import ocelli.embedded.FreePort;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes of a service that keeps state, as its pods run: nobody tells them of each other, they
 * ask the Kubernetes API for their label. They found one cluster; a pod that is stopped hands its
 * partitions over, and the one in its place, at another address, joins.
 */
class KubernetesIT {
  private static final int PARTITIONS = 4; // of each topic, proto's reference.conf
  private static final Duration PATIENCE = Duration.ofSeconds(180); // on a busy machine

  @TempDir Path folder;

  @Test
  void pods_findEachOther_andOneThatIsReplacedJoins() throws Exception {
    Path account = Files.createDirectory(folder.resolve("account"));
    Map<String, String> environment = environment();
    int management = FreePort.any();
    try (KubernetesApi api = new KubernetesApi(account, "ocelli.io/cluster=summaries")) {
      environment.putAll(api.environment());
      environment.put("OCELLI_MANAGEMENT_PORT", String.valueOf(management));
      List.of("127.0.0.11", "127.0.0.12").forEach(pod -> api.add(pod, management));
      try (ServeProcess first = start(api, environment, "127.0.0.11");
          ServeProcess second = start(api, environment, "127.0.0.12")) {
        awaitShared(first, second);

        api.remove("127.0.0.12");
        assertThat(second.terminate()).as(second.said()).isZero();
        awaitShared(first);

        api.add("127.0.0.13", management);
        try (ServeProcess third = start(api, environment, "127.0.0.13")) {
          awaitShared(first, third);
          assertThat(third.terminate()).as(third.said()).isZero();
        }
        assertThat(first.terminate()).as(first.said()).isZero();
      }
    }
  }

  private Map<String, String> environment() throws Exception {
    Path keys = folder.resolve("keys");
    FileKeySource.openOrCreate(keys);
    DatabaseSettings database = LiveBackend.shared().newDatabase();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("OCELLI_KAFKA", LiveBackend.shared().kafka().bootstrapServers());
    environment.put("OCELLI_REPLICATION", "1");
    environment.put("OCELLI_KEYS", keys.toString());
    environment.put("OCELLI_HTTP_PORT", "0");
    environment.put("OCELLI_CLUSTER_PORT", String.valueOf(FreePort.any()));
    environment.put("OCELLI_CLUSTER_PODS", "ocelli.io/cluster=summaries");
    environment.put("OCELLI_SUMMARIES_DATABASE_URL", database.url());
    environment.put("OCELLI_SUMMARIES_DATABASE_USER", database.user());
    environment.put("OCELLI_SUMMARIES_DATABASE_PASSWORD", database.password());
    return environment;
  }

  /** A pod: an address of its own, and the ports that all pods of the service have. */
  private ServeProcess start(KubernetesApi api, Map<String, String> shared, String address)
      throws Exception {
    Path shipped = Path.of("..", "deploy", "config", "summaries.conf").toRealPath();
    Path config = folder.resolve(address + ".conf");
    Files.writeString(config, "include file(\"" + shipped + "\")\n" + api.settings());
    Map<String, String> environment = new LinkedHashMap<>(shared);
    environment.put("OCELLI_CLUSTER_HOST", address);
    environment.put("OCELLI_MANAGEMENT_HOST", address);
    return ServeProcess.start(
        folder, address, List.of("summaries", "--config=" + config), environment);
  }

  private static void awaitShared(ServeProcess... nodes) throws Exception {
    for (ServeProcess node : nodes) {
      node.awaitReady();
    }
    Await.until(
        PATIENCE,
        () -> shards(nodes) + " of " + PARTITIONS,
        () ->
            shards(nodes).stream().allMatch(shards -> shards > 0)
                && shards(nodes).stream().mapToInt(shards -> shards).sum() == PARTITIONS);
  }

  private static List<Integer> shards(ServeProcess... nodes) {
    return Arrays.stream(nodes).map(KubernetesIT::shards).toList();
  }

  private static int shards(ServeProcess node) {
    try {
      return node.shards("summaries");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
