package ocelli.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ocelli.allinone.processes.KeyFolders;
import ocelli.authz.verify.FileKeySource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The keeper of the keys, where no service has them all: makes them, renews those whose time has
 * come, and lays each service's part in a folder of its own, as a secret is mounted.
 */
@Command(
    name = "keys",
    description = "Makes and renews the keys, and lays a folder for each service.",
    mixinStandardHelpOptions = true)
final class KeysCommand implements Callable<Integer> {
  private static final Clock CLOCK = Clock.systemUTC();

  private static final String KUSTOMIZATION =
      """
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      generatorOptions:
        disableNameSuffixHash: true
      secretGenerator:
      """;

  @Spec private CommandSpec spec;

  @Option(
      names = "--all",
      required = true,
      paramLabel = "DIR",
      description = "All keys; made where there are none")
  private Path all;

  @Option(
      names = "--parts",
      required = true,
      paramLabel = "DIR",
      description = "A folder for each service, and a kustomization that makes secrets of them")
  private Path parts;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "Goes on and looks again so often, such as 1h; without it, once")
  private Optional<String> every = Optional.empty();

  @Override
  public Integer call() throws Exception {
    Optional<Duration> pause = every.map(this::time);
    lay();
    while (pause.isPresent()) {
      TimeUnit.MILLISECONDS.sleep(pause.get().toMillis());
      lay();
    }
    return 0;
  }

  private void lay() throws IOException {
    boolean rotated = FileKeySource.openOrCreate(all).rotateIfDue(CLOCK.instant());
    KeyFolders folders = new KeyFolders(all, parts);
    StringBuilder kustomization = new StringBuilder(KUSTOMIZATION);
    for (String part : KeyFolders.PARTS) {
      kustomization.append("  - name: keys-").append(part).append("\n    files:\n");
      for (String file : names(folders.part(part))) {
        kustomization.append("      - ").append(part).append('/').append(file).append('\n');
      }
    }
    Files.writeString(parts.resolve("kustomization.yaml"), kustomization);
    System.err.println(
        "ocelli: "
            + (rotated ? "renewed keys" : "no key is due")
            + ", parts of "
            + KeyFolders.PARTS.size()
            + " services in "
            + parts);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  /** {@code 1h}, {@code 30m}, {@code 10s}. */
  private Duration time(String text) {
    try {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(), "--every: a time such as 1h, 30m, 10s; not " + text, e);
    }
  }
}
