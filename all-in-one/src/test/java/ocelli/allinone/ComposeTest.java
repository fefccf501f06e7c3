package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code deploy/compose}, as far as it can be judged without a daemon. */
class ComposeTest {
  private static final Path FOLDER = Path.of("..", "deploy", "compose");
  private static final int DRAIN_SECONDS = 60; // Node's patience with all phases together

  private static final Path DOCKER_COMPOSE = Path.of("/usr/bin/docker-compose");

  private final Compose compose = Compose.parse(Manifests.read(FOLDER.resolve("compose.yaml")));

  @Test
  void parse_unknownField_isRefused() {
    assertThatThrownBy(() -> Compose.parse("services: {a: {imagee: x}}"))
        .hasMessageContaining("imagee");
    assertThatThrownBy(() -> Compose.parse("service: {}")).hasMessageContaining("service");
  }

  /** {@code docker-compose config} reads, expands and checks all of it, and asks no daemon. */
  @Test
  void composeItself_takesIt_withTheSameServices() throws Exception {
    assumeTrue(Files.isExecutable(DOCKER_COMPOSE), "no docker-compose here: only we have read it");
    ProcessBuilder config =
        new ProcessBuilder(
                DOCKER_COMPOSE.toString(),
                "-f",
                FOLDER.resolve("compose.yaml").toString(),
                "config",
                "--services")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    config.environment().put("OCELLI_OPERATOR_TOKEN_HASH", "a".repeat(64)); // prepare's word
    Process running = config.start();
    List<String> services;
    try (BufferedReader out = running.inputReader(StandardCharsets.UTF_8)) {
      services = out.lines().toList();
    }
    assertThat(running.waitFor()).isZero();
    assertThat(services).containsExactlyInAnyOrderElementsOf(compose.services.keySet());
  }

  @Test
  void everyService_isThere_withAllThatItNeeds() throws Exception {
    Map<String, Set<String>> roles = new TreeMap<>();
    for (String name : ours()) {
      Compose.Service service = compose.services.get(name);
      Deployed deployed =
          new Deployed(
              name,
              service.command(),
              expanded(service.environment()),
              Set.of(),
              Integer.parseInt(service.mem_limit().replace("m", "")));
      deployed.check();
      roles.computeIfAbsent(deployed.service(), any -> new TreeSet<>()).addAll(deployed.roles());
    }
    assertThat(roles.keySet()).isEqualTo(Deployed.services().root().keySet());
    assertThat(roles).containsEntry("authz", Set.of("authn", "authz"));
  }

  @Test
  void secretsVolumesNetworks_areNamed_andUsed() {
    Set<String> secrets = new HashSet<>();
    Set<String> volumes = new HashSet<>();
    Set<String> networks = new HashSet<>();
    compose.services.forEach(
        (name, service) -> {
          secrets.addAll(orEmpty(service.secrets()));
          networks.addAll(orEmpty(service.networks()));
          orEmpty(service.volumes()).stream()
              .map(volume -> volume.split(":")[0])
              .filter(source -> !source.startsWith("."))
              .forEach(volumes::add);
          for (String dependency : orEmpty(service.depends_on()).keySet()) {
            assertThat(compose.services).as(name).containsKey(dependency);
            assertThat(compose.services.get(dependency).healthcheck()).as(dependency).isNotNull();
          }
        });
    assertThat(secrets).isEqualTo(compose.secrets.keySet());
    assertThat(volumes).isEqualTo(compose.volumes.keySet());
    assertThat(networks).isEqualTo(compose.networks.keySet());
  }

  /** A password is read where it is mounted, by the one service that has it, and by PostgreSQL. */
  @Test
  void passwords_areMounted_whereTheyAreRead() {
    for (String name : ours()) {
      Compose.Service service = compose.services.get(name);
      List<String> read =
          service.environment().values().stream()
              .filter(value -> value.startsWith("/run/secrets/"))
              .map(value -> value.substring("/run/secrets/".length()))
              .toList();
      assertThat(read).as(name).containsExactlyInAnyOrderElementsOf(orEmpty(service.secrets()));
      assertThat(service.volumes())
          .as(name)
          .anyMatch(volume -> volume.endsWith(service.environment().get("OCELLI_KEYS") + ":ro"));
    }
    assertThat(compose.services.get("postgres").secrets()).containsAll(Services.DATABASES);
    String script = Manifests.read(FOLDER.resolve("databases.sh"));
    assertThat(script).contains("for name in " + String.join(" ", Services.DATABASES) + ";");
  }

  @Test
  void onlyTheEdge_isPublished_andOnlyItsTls() {
    assertThat(
            compose.services.entrySet().stream()
                .filter(entry -> entry.getValue().ports() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().ports())))
        .isEqualTo(Map.of("edge", List.of("8443:8443")));
    assertThat(compose.networks.get("inside").path("internal").asBoolean()).isTrue();
  }

  @Test
  void visits_goWhereLinksTakesThem() {
    Map<String, String> links = compose.services.get("links").environment();
    assertThat(Manifests.read(Deployed.EDGE))
        .contains("visits " + links.get("OCELLI_LINKS_REDIRECT_PORT") + ";");
    assertThat(links).containsEntry("OCELLI_LINKS_REDIRECT_HOST", "0.0.0.0");
  }

  @Test
  void stopping_leavesTimeToDrain() {
    for (String name : ours()) {
      Compose.Service service = compose.services.get(name);
      assertThat(Integer.parseInt(service.stop_grace_period().replace("s", "")))
          .as(name)
          .isGreaterThan(DRAIN_SECONDS);
      assertThat(service.restart()).as(name).isEqualTo("unless-stopped");
      assertThat(service.healthcheck().test().toString())
          .contains("/" + service.environment().get("OCELLI_MANAGEMENT_PORT"))
          .contains("/health/ready");
    }
  }

  /** What is mounted from here is here, or is made by {@code prepare}. */
  @Test
  void files_areHere_orMade() {
    String prepare = Manifests.read(FOLDER.resolve("prepare"));
    Stream<String> mounted =
        compose.services.values().stream()
            .flatMap(service -> orEmpty(service.volumes()).stream())
            .map(volume -> volume.split(":")[0])
            .filter(source -> source.startsWith("."));
    assertThat(mounted)
        .allMatch(
            source ->
                source.startsWith("./state/")
                    ? prepare.contains(Path.of(source).getFileName().toString())
                    : Files.exists(FOLDER.resolve(source)));
    assertThat(Files.isExecutable(FOLDER.resolve("prepare"))).isTrue();
  }

  private List<String> ours() {
    return compose.services.keySet().stream()
        .filter(name -> compose.services.get(name).environment() != null)
        .filter(name -> compose.services.get(name).environment().containsKey("OCELLI_KEYS"))
        .toList();
  }

  /** As compose does: {@code ${NAME:-default}}; what prepare writes stands for itself. */
  private static Map<String, String> expanded(Map<String, String> environment) {
    Map<String, String> expanded = new HashMap<>();
    environment.forEach(
        (name, value) ->
            expanded.put(
                name,
                value
                    .replaceAll("\\$\\{\\w+:-([^}]*)}", "$1")
                    .replaceAll("\\$\\{OCELLI_OPERATOR_TOKEN_HASH:\\?[^}]*}", "a".repeat(64))));
    return expanded;
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }

  private static <T> Map<String, T> orEmpty(Map<String, T> map) {
    return map == null ? Map.of() : map;
  }
}
