package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code deploy/config}: every key that it sets is one that a service reads. */
class DeployConfigTest {
  private static final Path FOLDER = Path.of("..", "deploy", "config");

  /** What has no default, and so is in no reference.conf. */
  private static final Set<String> WITHOUT_DEFAULT =
      Set.of("ocelli.kafka.bootstrap-servers", "ocelli.keys.folder");

  private static final Set<String> OF_A_DATABASE =
      Set.of("url", "user", "password", "password-file");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  @Test
  void everyService_hasItsFile() throws Exception {
    assertThat(files().map(file -> file.getFileName().toString().replace(".conf", "")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Services.ALL.stream(), Stream.of("common")).toList());
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyKey_isReadByAService(Path file) throws Exception {
    Config known = ConfigFactory.defaultReferenceUnresolved().withFallback(application());
    Map<String, String> environment = new HashMap<>();
    Deployed.read(file).forEach(variable -> environment.put(variable, "set"));
    Config set =
        ConfigFactory.parseFile(file.toFile().getAbsoluteFile())
            .withFallback(ConfigFactory.parseMap(environment))
            .resolve(ConfigResolveOptions.noSystem());
    Set<String> unknown =
        set.entrySet().stream()
            .map(Map.Entry::getKey)
            .filter(key -> !environment.containsKey(key))
            .filter(key -> !WITHOUT_DEFAULT.contains(key))
            .filter(key -> !isOfADatabase(key))
            .filter(key -> !known.hasPathOrNull(key))
            .collect(Collectors.toSet());
    assertThat(unknown).isEmpty();
  }

  private static boolean isOfADatabase(String key) {
    List<String> path = ConfigUtil.splitPath(key);
    return path.size() == 4
        && Services.DATABASES.contains(path.get(1))
        && path.get(2).equals("database")
        && OF_A_DATABASE.contains(path.get(3));
  }

  private static Config application() {
    return ConfigFactory.parseResources("application.conf");
  }
}
