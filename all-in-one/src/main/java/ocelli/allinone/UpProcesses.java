package ocelli.allinone;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ocelli.allinone.processes.KeyFolders;
import ocelli.allinone.processes.ProcessSystem;
import ocelli.authz.verify.FileKeySource;
import ocelli.embedded.EmbeddedPostgres;

/** The whole system on this machine, each part its own process, with what it needs given to it. */
final class UpProcesses {
  private final DataFolder folder;
  private final boolean development;
  private final Optional<Integer> redirects;
  private final Operator operator = Operator.fresh(new SecureRandom());
  private final KeyFolders keys;

  /**
   * @param redirects the port of links' first node for visits alone, the next for each further one;
   *     empty for none
   */
  UpProcesses(DataFolder folder, boolean development, Optional<Integer> redirects) {
    this.folder = folder;
    this.development = development;
    this.redirects = redirects;
    this.keys = new KeyFolders(folder.keys(), folder.run().resolve("keys"));
  }

  /**
   * Runs it until it is asked to end.
   *
   * @return the exit code
   */
  int run(Path configs, Map<String, Integer> counts, int http, int management, Stopwatch watch)
      throws Exception {
    Config config = config();
    requireFree(config, counts);
    FileKeySource.openOrCreate(folder.keys());
    watch.lap("keys");
    try (EmbeddedPostgres postgres = Backend.database(folder)) {
      watch.lap("database");
      ProcessSystem.Plan plan =
          new ProcessSystem.Plan(
              config,
              Main.class.getName(),
              folder.path(),
              configs,
              counts,
              Services.STATEFUL,
              http,
              management);
      ProcessSystem system =
          ProcessSystem.start(
              plan,
              keys,
              (service, brokers, edge) -> environment(service, brokers, edge, postgres));
      try {
        Ending.with(system::stop);
        watch.lap("brokers and services");
        announce(system, watch);
        system.awaitEnd();
        return 0;
      } catch (Exception e) {
        system.breakOff();
        throw e;
      }
    }
  }

  private void announce(ProcessSystem system, Stopwatch watch) throws IOException {
    String url = Listening.address(system.edge());
    folder.writeOperator(operator.json(url, system.brokers()));
    Files.writeString(folder.run().resolve("processes.json"), system.describe());
    watch.report();
    System.out.println(
        "READY "
            + url
            + " management "
            + Listening.address(system.management())
            + said(system.redirects()));
  }

  private void requireFree(Config config, Map<String, Integer> counts) throws IOException {
    int nodes =
        counts.getOrDefault("links", config.getInt("ocelli.processes.services.links.nodes"));
    for (int i = 0; redirects.orElse(0) > 0 && i < nodes; i++) {
      Listening.requireFree("127.0.0.1", redirects.orElseThrow() + i, "--redirects");
    }
  }

  private static String said(List<URI> redirects) {
    return redirects.isEmpty()
        ? ""
        : redirects.stream().map(URI::toString).collect(Collectors.joining(",", " redirects ", ""));
  }

  private static Config config() {
    Config own =
        ConfigFactory.parseResources("edge.conf")
            .withFallback(ConfigFactory.parseResources("processes.conf"));
    return Layers.over(own);
  }

  private Map<String, String> environment(
      String service, String brokers, URI edge, EmbeddedPostgres postgres) throws IOException {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("OCELLI_KAFKA", brokers);
    environment.put("OCELLI_KEYS", keys.of(service).toString());
    environment.put("OCELLI_HTTP_PORT", "0");
    environment.put("OCELLI_MANAGEMENT_PORT", "0");
    environment.put("OCELLI_DEVELOPMENT", Boolean.toString(development));
    for (String database : databasesOf(service)) {
      environment.putAll(database(database, postgres));
    }
    if (service.equals("authz")) {
      environment.put("OCELLI_OPERATOR_TOKEN_HASH", operator.tokenHash());
      environment.put("OCELLI_GRANTS_SNAPSHOT", folder.grants().toString());
    }
    if (service.equals("links")) {
      redirects.ifPresent(
          port -> environment.put("OCELLI_LINKS_REDIRECT_PORT", "{port " + port + "}"));
    }
    if (service.equals("ledger")) {
      environment.put("OCELLI_PUSH_URL", edge.toString());
    }
    if (service.equals("vision")) {
      environment.put("OCELLI_SUSPECTS", folder.suspects().resolve("{node}").toString());
    }
    if (service.equals("jobs")) {
      JobsClient.ensure(edge, operator.token(), folder.jobsClient());
      environment.put("OCELLI_JOBS_SERVER", edge.toString());
      environment.put("OCELLI_JOBS_CREDENTIALS", folder.jobsClient().toString());
    }
    return environment;
  }

  private static List<String> databasesOf(String service) {
    return service.equals("authz")
        ? List.of("authn", "authz")
        : Services.DATABASES.stream().filter(service::equals).toList();
  }

  private Map<String, String> database(String name, EmbeddedPostgres postgres) throws IOException {
    String password = Password.fresh();
    try {
      postgres.ensureDatabase(name, password);
    } catch (SQLException e) {
      throw new IOException("database " + name + ": " + e.getMessage(), e);
    }
    Path file = secrets().resolve(name + ".password");
    Password.write(file, password);
    String prefix = "OCELLI_" + name.toUpperCase(Locale.ROOT) + "_DATABASE_";
    return Map.of(
        prefix + "URL", databaseUrl(name, postgres),
        prefix + "USER", name,
        prefix + "PASSWORD_FILE", file.toString());
  }

  private static String databaseUrl(String name, EmbeddedPostgres postgres) {
    String advertised = config().getString("ocelli.processes.database.advertised");
    return advertised.isEmpty() ? postgres.url(name) : EmbeddedPostgres.url(advertised, name);
  }

  private Path secrets() throws IOException {
    return Files.createDirectories(
        folder.run().resolve("secrets"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
