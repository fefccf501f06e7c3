package ocelli.allinone;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
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
      description = "authz, ingestion, vision, summaries, push, firehose, ledger, links or jobs")
  private String service;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Settings (HOCON, environment variables by substitution) over the defaults")
  private Path file;

  @Option(
      names = "--tasks",
      split = ",",
      paramLabel = "TASK",
      description = "vision: only these tasks, such as ocr,codes")
  private List<String> tasks = List.of();

  @Option(
      names = "--roles",
      split = ",",
      paramLabel = "ROLE",
      description = "push: write, read; authz: authn, authz; jobs: web, send; default: all")
  private List<String> roles = List.of();

  @Option(names = "--child", hidden = true, description = "Ends when its standard input ends")
  private boolean child;

  @Override
  public Integer call() throws Exception {
    if (!Services.ALL.contains(service)) {
      throw wrong("SERVICE: one of " + Services.ALL + ", not " + service);
    }
    if (!Files.isReadable(file)) {
      throw wrong("--config: " + file + " cannot be read");
    }
    Stopwatch watch = Stopwatch.sinceProcessStart();
    if (child) {
      Parent.follow();
    }
    Config config = settings();
    List<String> missing = Needs.missing(service, config);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          service + " needs, from " + file + ":\n  " + String.join("\n  ", missing));
    }
    FileKeySource keys = FileKeySource.open(Path.of(config.getString("ocelli.keys.folder")));
    Node node = Node.start(config, keys, Set.of(service), watch);
    watch.report();
    System.out.println(node.ready());
    return node.awaitEnd();
  }

  private Config settings() {
    Config given = ConfigFactory.parseFile(file.toFile().getAbsoluteFile());
    given = narrowed(given, "tasks", tasks.stream().map(ServeCommand::version).toList());
    given = narrowed(given, "roles", roles);
    Config named =
        given.withValue("ocelli.cluster.name", ConfigValueFactory.fromAnyRef("ocelli-" + service));
    return Layers.over(withClusterRoles(named));
  }

  /** A side of push that is a node of its own carries its side as a role in the cluster. */
  private Config withClusterRoles(Config given) {
    if (!service.equals("push")) {
      return given;
    }
    Config all = Layers.over(given);
    return given.withValue(
        "akka.cluster.roles",
        ConfigValueFactory.fromIterable(
            all.getStringList("ocelli.push.roles").stream().map(role -> "push-" + role).toList()));
  }

  private static String version(String task) {
    return task.contains("-") ? task : task + "-1.0";
  }

  private Config narrowed(Config config, String key, List<String> values) {
    return values.isEmpty()
        ? config
        : config.withValue(
            "ocelli." + service + "." + key, ConfigValueFactory.fromIterable(values));
  }

  private ParameterException wrong(String words) {
    return new ParameterException(spec.commandLine(), words);
  }
}
