package ocelli.allinone;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings in their layers: what was given, the launcher's application.conf, each module's
 * reference.conf. Passwords may lie in files of their own, as orchestrators mount secrets.
 */
final class Layers {
  /** How long a leaving node waits for others to take its partitions. */
  private static final String HAND_OVER =
      "akka.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout";

  private static final String PODS = "ocelli.cluster.pods";

  /** All nodes of this process's cluster where they are named: {@code akka://system@host:port}. */
  static final String NAMED = "ocelli.cluster.named";

  private static final Config KUBERNETES = ConfigFactory.parseResources("kubernetes.conf");

  /** Asked of a node that others must find; nobody asks one that has its seeds named. */
  private static final String BOOTSTRAP = "akka.management.http.routes.cluster-bootstrap";

  private Layers() {}

  /**
   * Resolved only when all layers are there, so that what a reference.conf refers to can be given.
   *
   * @throws IllegalArgumentException where a secret's file is missing, or the cluster's settings
   *     contradict each other
   */
  static Config over(Config given) {
    Config first = load(given);
    Map<String, Object> more = new LinkedHashMap<>(passwords(first));
    more.putAll(membership(first));
    Config known = ConfigFactory.parseMap(more).withFallback(given);
    return load(hasPods(first) ? known.withFallback(KUBERNETES) : known);
  }

  /** Whether the nodes of this process's cluster are found by the Kubernetes API. */
  static boolean hasPods(Config config) {
    return !config.getString(PODS).isBlank();
  }

  private static Config load(Config given) {
    return ConfigFactory.load(given.withFallback(ConfigFactory.parseResources("application.conf")));
  }

  /** Of each {@code ocelli.NAME.database.password-file} that is set. */
  private static Map<String, Object> passwords(Config config) {
    Map<String, Object> passwords = new LinkedHashMap<>();
    for (String name : config.getConfig("ocelli").root().keySet()) {
      String database = ConfigUtil.joinPath("ocelli", name, "database");
      if (config.hasPath(database + ".password-file")) {
        Path file = Path.of(config.getString(database + ".password-file"));
        passwords.put(database + ".password", secret(database + ".password-file", file));
      }
    }
    return passwords;
  }

  private static String secret(String key, Path file) {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(key + ": there is no file " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(key + ": cannot read " + file, e);
    }
  }

  private static Map<String, Object> membership(Config config) {
    List<String> seeds = seeds(config);
    if (hasPods(config)) {
      requirePort(config, PODS);
      return Map.of();
    }
    if (seeds.isEmpty()) {
      return Map.of(HAND_OVER, "2s", BOOTSTRAP, "");
    }
    requirePort(config, "ocelli.cluster.seeds");
    String system = config.getString("ocelli.cluster.name");
    return Map.of(
        BOOTSTRAP, "", NAMED, seeds.stream().map(seed -> "akka://" + system + "@" + seed).toList());
  }

  private static void requirePort(Config config, String because) {
    if (config.getInt("ocelli.cluster.port") == 0) {
      throw new IllegalArgumentException(
          "ocelli.cluster.port: with " + because + " the others must know this node's port");
    }
  }

  private static List<String> seeds(Config config) {
    if (config.getValue("ocelli.cluster.seeds").valueType() == ConfigValueType.LIST) {
      return config.getStringList("ocelli.cluster.seeds");
    }
    List<String> seeds =
        new ArrayList<>(Arrays.asList(config.getString("ocelli.cluster.seeds").split("[,\\s]+")));
    seeds.removeIf(String::isEmpty);
    return seeds;
  }
}
