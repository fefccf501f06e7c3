package ocelli.allinone;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import ocelli.authz.verify.FileKeySource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole system on this machine, with its own broker and database. */
@Command(
    name = "up",
    description = "Runs the whole system on this machine.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  // Where its start is broken off: the database's, which is not, takes a minute at most; services,
  // brokers and the database are killed after 20 s each.
  private static final Duration CLOSING = Duration.ofMinutes(2);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of all data; default: ${DEFAULT-VALUE}")
  private Path data = Path.of("data");

  @Option(
      names = "--http",
      paramLabel = "PORT",
      description = "The public port, 0 for any; default: ${DEFAULT-VALUE}")
  private int http = 8080;

  @Option(
      names = "--management",
      paramLabel = "PORT",
      description = "The operators' port on loopback, 0 for any; default: ${DEFAULT-VALUE}")
  private int management = 8558;

  @Option(
      names = "--redirects",
      paramLabel = "PORT",
      description =
          "One more port, a faster one, for visits of short links; 0 for any. With --processes the"
              + " next for each further node of links")
  private Optional<Integer> redirects = Optional.empty();

  @Option(
      names = "--dev",
      description = "For development: allow webhooks to http and loopback addresses")
  private boolean development;

  @Option(
      names = "--processes",
      description = "Each service its own process, with three brokers; takes up to 8 GiB")
  private boolean processes;

  @Option(
      names = "--nodes",
      paramLabel = "SERVICE=N",
      description = "With --processes: several nodes of a service, such as push=3; may be repeated")
  private Map<String, Integer> nodes = Map.of();

  @Option(
      names = "--configs",
      paramLabel = "DIR",
      defaultValue = "${env:OCELLI_CONFIGS:-deploy/config}",
      description = "With --processes: the services' settings; default: ${DEFAULT-VALUE}")
  private Path configs = Path.of("deploy", "config");

  @Override
  public Integer call() throws Exception {
    Stopwatch watch = Stopwatch.sinceProcessStart();
    Ending.within(CLOSING);
    Listening.requireFree("127.0.0.1", http, "--http");
    Listening.requireFree("127.0.0.1", management, "--management");
    if (redirects.isPresent()) {
      Listening.requireFree("127.0.0.1", redirects.get(), "--redirects");
    }
    try (DataFolder folder = DataFolder.take(data)) {
      folder.requireForm(processes);
      if (processes) {
        return new UpProcesses(folder, development, redirects)
            .run(configs.toAbsolutePath(), nodes, http, management, watch);
      }
      FileKeySource keys = FileKeySource.openOrCreate(folder.keys());
      watch.lap("keys");
      try (Backend backend = Backend.start(folder)) {
        watch.lap("broker and database");
        Operator operator = Operator.fresh(new SecureRandom());
        Config config = settings(folder, backend, operator);
        Node node =
            Node.start(
                config,
                keys,
                Services.ALL,
                watch,
                (services, address) -> {
                  JobsClient.ensure(address, operator.token(), folder.jobsClient());
                  services.connect(address);
                });
        folder.writeOperator(operator.json(node.address(), backend.bootstrapServers()));
        watch.report();
        System.out.println(node.ready());
        return node.awaitEnd();
      }
    }
  }

  private Config settings(DataFolder folder, Backend backend, Operator operator) throws Exception {
    Map<String, Object> settings = new LinkedHashMap<>(backend.settings(Services.DATABASES));
    settings.put("ocelli.http.port", http);
    settings.put("ocelli.management.port", management);
    redirects.ifPresent(port -> settings.put("ocelli.links.redirect.port", port));
    settings.put("ocelli.cluster.alone", true);
    settings.put("ocelli.development", development);
    settings.put("ocelli.authz.operator-token-hashes", List.of(operator.tokenHash()));
    settings.put("ocelli.vision.suspects-folder", folder.suspects().toString());
    settings.put("ocelli.authz.snapshot-file", folder.grants().toString());
    settings.put("ocelli.jobs.credentials-file", folder.jobsClient().toString());
    return Layers.over(ConfigFactory.parseMap(settings));
  }
}
