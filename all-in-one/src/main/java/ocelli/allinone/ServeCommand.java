package ocelli.allinone;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import ocelli.authz.verify.FileKeySource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One service as its own process, against a given broker and database. */
@Command(
    name = "serve",
    description = "Runs one service in a process of its own.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SERVICE",
      description = "authz, ingestion, vision, summaries, push or firehose")
  private String service;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Settings (HOCON), over the defaults; ${?ENV} reads the environment")
  private Path file;

  @Option(
      names = "--tasks",
      split = ",",
      paramLabel = "TASK",
      description = "vision: only these tasks, such as ocr-1.0,codes-1.0")
  private List<String> tasks = List.of();

  @Option(
      names = "--roles",
      split = ",",
      paramLabel = "ROLE",
      description = "push: write, read; authz: authn, authz; default: all")
  private List<String> roles = List.of();

  @Override
  public Integer call() throws Exception {
    if (!Services.ALL.contains(service)) {
      throw new ParameterException(
          spec.commandLine(), "SERVICE: one of " + Services.ALL + ", not " + service);
    }
    Stopwatch watch = Stopwatch.sinceProcessStart();
    Config config = settings();
    FileKeySource keys =
        FileKeySource.openOrCreate(Path.of(config.getString("ocelli.keys.folder")));
    Node node = Node.start(config, keys, Set.of(service), watch);
    watch.report();
    System.out.println("READY " + node.address() + " management " + node.managementAddress());
    return node.awaitEnd();
  }

  private Config settings() {
    Config config = ConfigFactory.parseFile(file.toFile());
    config = narrowed(config, "tasks", tasks);
    config = narrowed(config, "roles", roles);
    return Layers.over(config);
  }

  private Config narrowed(Config config, String key, List<String> values) {
    return values.isEmpty()
        ? config
        : config.withValue(
            "ocelli." + service + "." + key, ConfigValueFactory.fromIterable(values));
  }
}
