package ocelli.allinone.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that can be wrong has words for everybody. */
class CostsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern CHECK =
      Pattern.compile("\\.register(?:Degradation)?\\(\\s*\"([a-z-]+)\",");

  private final Costs costs = Costs.ofThisProduct();

  @Test
  void everyCheckOfTheSources_hasWords() throws IOException {
    assertThat(checks()).hasSizeGreaterThan(12).allMatch(costs::know);
  }

  @Test
  void everyServiceAndTheBroker_hasWordsForItsAbsence() {
    Set<String> services =
        new TreeSet<>(
            ConfigFactory.parseResources("processes.conf")
                .getConfig("ocelli.processes.services")
                .root()
                .keySet());
    services.add("broker");
    assertThat(services).hasSizeGreaterThan(8).allMatch(service -> costs.know(Costs.away(service)));
    assertThat(costs.know(Costs.fewer("push"))).isTrue();
    assertThat(costs.know("other")).isFalse();
  }

  private static Set<String> checks() throws IOException {
    Set<String> checks = new TreeSet<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path sources : modules.map(module -> module.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(sources)) {
          addChecks(sources, checks);
        }
      }
    }
    return checks;
  }

  private static void addChecks(Path sources, Set<String> checks) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher check = CHECK.matcher(Files.readString(file));
        while (check.find()) {
          checks.add(check.group(1));
        }
      }
    }
  }
}
