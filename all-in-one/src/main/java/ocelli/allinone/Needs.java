package ocelli.allinone;

import com.typesafe.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a service cannot start without, looked for before anything is started. */
final class Needs {
  private Needs() {}

  /**
   * All that is missing, with the keys in full, so that it is put right in one go.
   *
   * @return a sentence each; empty where all is there
   */
  static List<String> missing(String service, Config config) {
    List<String> missing = new ArrayList<>();
    require(config, "ocelli.kafka.bootstrap-servers", "host:port of the brokers", missing);
    require(config, "ocelli.keys.folder", "the folder of this service's keys", missing);
    for (String database : Services.databasesOf(service, config)) {
      String path = "ocelli." + database + ".database.";
      require(config, path + "url", "jdbc:postgresql://host:port/name", missing);
      require(config, path + "user", "the service's own role", missing);
      require(config, path + "password", "or password-file, a mounted secret", missing);
    }
    if (Services.STATEFUL.contains(service)
        && !config.getBoolean("ocelli.cluster.alone")
        && !Layers.hasPods(config)
        && !config.hasPath(Layers.NAMED)) {
      missing.add(
          "ocelli.cluster.seeds (host:port of its nodes), ocelli.cluster.pods (their labels, in"
              + " Kubernetes), or ocelli.cluster.alone = true where there will be only this one:"
              + " two that do not know each other would both write");
    }
    if (service.equals("jobs")) {
      requireRest(config, missing);
    }
    if (config.hasPath("ocelli.keys.folder")) {
      Path keys = Path.of(config.getString("ocelli.keys.folder"));
      if (!Files.isReadable(keys.resolve("keys.json"))) {
        missing.add("keys in ocelli.keys.folder: there is no readable " + keys + "/keys.json");
      }
    }
    return missing;
  }

  /** The jobs are a client of the others; only the all-in-one tells them later where those are. */
  private static void requireRest(Config config, List<String> missing) {
    String server = config.getString("ocelli.jobs.server");
    if (!server.matches("https?://[^/]+.*")) {
      missing.add(
          "ocelli.jobs.server (the public address of Ocelli, http://host:port)"
              + (server.isBlank() ? "" : ", not " + server));
    }
    String credentials = config.getString("ocelli.jobs.credentials-file");
    if (credentials.isBlank() || !Files.isReadable(Path.of(credentials))) {
      missing.add(
          "ocelli.jobs.credentials-file: there is no readable "
              + (credentials.isBlank() ? "file, as `client add` prints it" : credentials));
    }
  }

  private static void require(Config config, String key, String what, List<String> missing) {
    if (!config.hasPath(key) || config.getString(key).isBlank()) {
      missing.add(key + " (" + what + ")");
    }
  }
}
