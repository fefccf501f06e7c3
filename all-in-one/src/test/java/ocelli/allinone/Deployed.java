package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service as it is laid out for a container: what it is started with.
 *
 * @param name for people
 * @param arguments of the program
 * @param environment all of it
 * @param shared names in it that are given to all services alike, whoever reads them
 * @param memory that it may take, in MiB
 */
record Deployed(
    String name,
    List<String> arguments,
    Map<String, String> environment,
    Set<String> shared,
    int memory) {
  /** A JVM takes 100 to 150 MB beside its heap (processes.conf). */
  private static final int BESIDE_HEAP = 150;

  /** Which service, at which port, the edge sends a request to. */
  static final Path EDGE = Path.of("..", "deploy", "edge", "ocelli.conf.template");

  private static final Path CONFIGS = Path.of("..", "deploy", "config");
  private static final String IN_IMAGE = "/app/config/";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\?(OCELLI_\\w+)}");
  private static final Pattern INCLUDE = Pattern.compile("(?m)^include \"([^\"]+)\"");
  private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m\\b");

  /** What one service's settings say of processes. */
  static Config services() {
    return ConfigFactory.parseResources("processes.conf").getConfig("ocelli.processes.services");
  }

  /** Of the service's settings. */
  static Config prefixes() {
    return ConfigFactory.parseResources("processes.conf").getConfig("ocelli.processes.prefixes");
  }

  String service() {
    assertThat(arguments).as(name).hasSizeGreaterThanOrEqualTo(3);
    assertThat(arguments.get(0)).as(name).isEqualTo("serve");
    return arguments.get(1);
  }

  List<String> roles() {
    return arguments.stream()
        .filter(argument -> argument.startsWith("--roles="))
        .flatMap(argument -> List.of(argument.substring("--roles=".length()).split(",")).stream())
        .toList();
  }

  /** All that {@code serve} asks for is there, and nothing that nobody reads. */
  void check() throws IOException {
    assertThat(Services.ALL).as(name).contains(service());
    Path file = CONFIGS.resolve(service() + ".conf");
    assertThat(arguments).as(name).contains("--config=" + IN_IMAGE + service() + ".conf");
    assertThat(read(file)).as("%s: variables that its settings read", name).containsAll(ours());
    assertThat(Needs.missing(service(), config(file)))
        .as(name)
        .allMatch(line -> line.contains("there is no readable")); // lies where it runs
    checkMemory();
  }

  /** In which the service would run. */
  Config config(Path file) {
    Config given = ConfigFactory.parseFile(file.toFile().getAbsoluteFile());
    Map<String, Object> known = new HashMap<>(environment);
    known.keySet().removeIf(key -> key.endsWith("_PASSWORD_FILE")); // lies where it runs
    environment.keySet().stream()
        .filter(key -> key.endsWith("_PASSWORD_FILE"))
        .forEach(key -> known.put(key.replace("_FILE", ""), "from a file"));
    Config settings =
        given
            .withFallback(ConfigFactory.parseMap(known))
            .resolve(ConfigResolveOptions.noSystem())
            .withValue("ocelli.cluster.name", ConfigValueFactory.fromAnyRef("ocelli-" + service()));
    return Layers.over(
        roles().isEmpty()
            ? settings
            : settings.withValue(
                "ocelli." + service() + ".roles", ConfigValueFactory.fromIterable(roles())));
  }

  private void checkMemory() {
    Config plan = services().getConfig(service());
    Matcher heap = HEAP.matcher(environment.getOrDefault("JDK_JAVA_OPTIONS", ""));
    assertThat(heap.find()).as("%s: a heap", name).isTrue();
    assertThat(heap.group(1) + "m").as(name).isEqualTo(plan.getString("heap"));
    assertThat(memory)
        .as("%s: MiB for the heap and the JVM beside it", name)
        .isGreaterThanOrEqualTo(Integer.parseInt(heap.group(1)) + BESIDE_HEAP);
    if (service().equals("vision")) {
      Config vision = ConfigFactory.parseFile(CONFIGS.resolve("vision.conf").toFile());
      long engines = vision.getBytes("ocelli.vision.max-physical-memory") >> 20;
      assertThat(memory)
          .as("%s: a look fails before the kernel ends the process", name)
          .isGreaterThan((int) engines);
    }
  }

  private Set<String> ours() {
    Set<String> names = new HashSet<>(environment.keySet());
    names.removeIf(key -> !key.startsWith("OCELLI_") || shared.contains(key));
    return names;
  }

  /** The variables that a file and those which it includes read. */
  static List<String> read(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    String text = Files.readString(file);
    VARIABLE.matcher(text).results().forEach(found -> names.add(found.group(1)));
    for (Matcher include = INCLUDE.matcher(text); include.find(); ) {
      names.addAll(read(file.resolveSibling(include.group(1))));
    }
    return names;
  }
}
