package ocelli.allinone;

import static ocelli.allinone.Manifests.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ocelli.allinone.processes.KeyFolders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The manifests, as far as they can be judged without a cluster: every field is one that Kubernetes
 * knows, and what they say agrees with itself and with the product.
 */
class ManifestsTest {
  private static final int PRE_STOP_SECONDS = 10;
  private static final int DRAIN_SECONDS = 60; // Node's patience with all phases together
  private static final int QUORUM = 3; // of two, the survivor may end itself (STACK, Akka 2)

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(Manifests.FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml"))
          // No whole manifests: what they make of others is judged as it is rendered.
          .filter(file -> !file.getParent().endsWith("patches"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyField_isKnown(Path file) {
    for (JsonNode manifest : Manifests.documents(Manifests.read(file))) {
      assertThatCode(() -> Manifests.validate(manifest))
          .as(file.toString())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void validate_unknownField_isRefused() {
    String misspelt = "{kind: Service, apiVersion: v1, spec: {ports: [{port: 1, targetPorts: 2}]}}";
    assertThatThrownBy(() -> Manifests.validate(Manifests.documents(misspelt).get(0)))
        .hasMessageContaining("targetPorts");
  }

  @Test
  void kustomizations_nameEveryFile() {
    String base = Manifests.read(Manifests.FOLDER.resolve("base/kustomization.yaml"));
    assertThat(named("base")).allMatch(file -> base.contains("- " + file));
    assertThat(named("base/patches")).allMatch(file -> base.contains("- path: patches/" + file));
  }

  private static List<String> named(String folder) {
    try (Stream<Path> files = Files.list(Manifests.FOLDER.resolve(folder))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void rendered_everyFieldIsKnown() throws Exception {
    for (JsonNode manifest : production().all()) {
      assertThatCode(() -> Manifests.validate(manifest)).doesNotThrowAnyException();
    }
  }

  @Test
  void everyService_isThere_withAllThatItNeeds() throws Exception {
    Manifests manifests = production();
    Map<String, Set<String>> roles = new TreeMap<>();
    for (JsonNode workload : manifests.workloads()) {
      Deployed deployed = manifests.deployed(workload);
      deployed.check();
      roles.computeIfAbsent(deployed.service(), any -> new TreeSet<>()).addAll(deployed.roles());
    }
    assertThat(roles.keySet()).isEqualTo(Deployed.services().root().keySet());
    assertThat(roles).containsEntry("authz", Set.of("authn", "authz"));
    assertThat(roles).containsEntry("push", Set.of("write", "read"));
  }

  @Test
  void everyVisionTask_hasOneDeployment() throws Exception {
    Manifests manifests = production();
    List<String> tasks =
        manifests.workloads().stream()
            .map(manifests::deployed)
            .flatMap(deployed -> deployed.arguments().stream())
            .filter(argument -> argument.startsWith("--tasks="))
            .flatMap(argument -> Stream.of(argument.substring("--tasks=".length()).split(",")))
            .map(task -> task + "-1.0")
            .toList();
    assertThat(tasks)
        .containsExactlyInAnyOrderElementsOf(
            Layers.over(ConfigFactory.empty()).getStringList("ocelli.vision.tasks"));
  }

  @Test
  void ports_areThoseThatTheProcessOpens_andProbesKnock() throws Exception {
    Manifests manifests = production();
    for (JsonNode workload : manifests.workloads()) {
      JsonNode container = workload.at("/spec/template/spec/containers/0");
      Map<String, String> environment = manifests.deployed(workload).environment();
      Map<String, String> ports = ports(workload);
      assertThat(ports).containsEntry("http", environment.get("OCELLI_HTTP_PORT"));
      assertThat(ports).containsEntry("management", environment.get("OCELLI_MANAGEMENT_PORT"));
      assertThat(ports.get("remoting")).isEqualTo(environment.get("OCELLI_CLUSTER_PORT"));
      assertThat(ports.get("visits")).isEqualTo(environment.get("OCELLI_LINKS_REDIRECT_PORT"));
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        assertThat(ports).containsKey(container.path(probe).at("/httpGet/port").asText());
      }
      assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
      assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
    }
  }

  @Test
  void services_leadToPodsThatHaveThePort() throws Exception {
    Manifests manifests = production();
    for (JsonNode service : manifests.of("Service").toList()) {
      List<JsonNode> pods = selected(manifests, service.at("/spec/selector"));
      assertThat(pods).as(name(service)).hasSize(1);
      for (JsonNode port : service.at("/spec/ports")) {
        assertThat(ports(pods.get(0)))
            .as(name(service))
            .containsKey(port.path("targetPort").asText());
      }
    }
  }

  @Test
  void visits_goWhereLinksTakesThem() throws Exception {
    Manifests manifests = production();
    JsonNode links =
        manifests.workloads().stream()
            .filter(workload -> name(workload).equals("links"))
            .findFirst()
            .orElseThrow();
    String port = ports(links).getOrDefault("visits", "none");
    assertThat(Manifests.read(Deployed.EDGE)).contains("visits " + port + ";");
    assertThat(manifests.of("Service").filter(one -> name(one).equals("links")))
        .flatMap(service -> stream(service.at("/spec/ports")).toList())
        .anyMatch(
            one ->
                one.path("port").asText().equals(port)
                    && one.path("targetPort").asText().equals("visits"));
  }

  /**
   * What has no credentials is closed to all but those named; only the edge's TLS is open to the
   * world.
   */
  @Test
  void network_isClosed_butForWhatIsNamed() throws Exception {
    Manifests manifests = production();
    Set<String> open = new HashSet<>();
    for (JsonNode policy : manifests.of("NetworkPolicy").toList()) {
      for (JsonNode rule : policy.at("/spec/ingress")) {
        List<JsonNode> pods = selected(manifests, policy.at("/spec/podSelector/matchLabels"));
        for (JsonNode port : rule.path("ports")) {
          assertThat(pods)
              .as(name(policy))
              .allMatch(pod -> ports(pod).containsKey(port.path("port").asText()));
          if (!rule.has("from")) {
            open.add(
                policy.at("/spec/podSelector/matchLabels/app").asText()
                    + " "
                    + port.path("port").asText());
          }
        }
        assertThat(rule.path("ports")).as(name(policy)).isNotEmpty();
        assertThat(stream(rule.path("from")))
            .as(name(policy))
            .allMatch(from -> !from.has("ipBlock"));
      }
    }
    assertThat(open).containsExactly("edge https");
    assertThat(manifests.of("NetworkPolicy").filter(one -> one.at("/spec/podSelector").isEmpty()))
        .as("whatever is not named is refused")
        .hasSize(1)
        .allMatch(one -> one.at("/spec/ingress").isMissingNode());
  }

  @Test
  void secrets_areMounted_eachWhereItBelongs() throws Exception {
    Manifests manifests = production();
    Set<String> keys = new TreeSet<>();
    for (JsonNode workload : manifests.workloads()) {
      JsonNode pod = workload.at("/spec/template/spec");
      Set<String> mounted =
          stream(pod.at("/containers/0/volumeMounts"))
              .map(mount -> mount.path("name").asText())
              .collect(Collectors.toSet());
      for (JsonNode volume : pod.path("volumes")) {
        assertThat(mounted).as(name(workload)).contains(volume.path("name").asText());
        String secret = volume.at("/secret/secretName").asText();
        if (secret.startsWith("database-")) {
          assertThat(manifests.deployed(workload).environment())
              .as(name(workload))
              .containsKey(
                  "OCELLI_" + secret.substring(9).toUpperCase(Locale.ROOT) + "_DATABASE_USER");
        }
        if (secret.startsWith("keys-")) {
          keys.add(secret.substring(5));
        }
      }
    }
    assertThat(keys).isEqualTo(new TreeSet<>(KeyFolders.PARTS));
    JsonNode writer =
        manifests
            .of("Role")
            .filter(one -> name(one).equals("keys-writer"))
            .findFirst()
            .orElseThrow();
    assertThat(stream(writer.at("/rules/0/resourceNames")).map(JsonNode::asText))
        .containsExactlyInAnyOrderElementsOf(keys.stream().map(key -> "keys-" + key).toList());
  }

  @Test
  void stopping_leavesTimeToDrain_andNeverTakesTwoAtOnce() throws Exception {
    Manifests manifests = production();
    Map<String, Integer> nodes = new TreeMap<>();
    for (JsonNode workload : manifests.workloads()) {
      JsonNode pod = workload.at("/spec/template/spec");
      assertThat(pod.at("/containers/0/lifecycle/preStop/exec/command/1").asInt())
          .isEqualTo(PRE_STOP_SECONDS);
      assertThat(pod.path("terminationGracePeriodSeconds").asInt())
          .as(name(workload))
          .isGreaterThan(PRE_STOP_SECONDS + DRAIN_SECONDS);
      assertThat(budgets(manifests, workload)).as(name(workload)).isEqualTo(1);
      String cluster =
          workload.at("/spec/template/metadata/labels").path("ocelli.io/cluster").asText();
      nodes.merge(cluster, workload.at("/spec/replicas").asInt(), Integer::sum);
    }
    nodes.remove("");
    assertThat(nodes.keySet()).isEqualTo(new TreeSet<>(Services.STATEFUL));
    assertThat(nodes.values()).allMatch(count -> count >= QUORUM && count % 2 == 1);
  }

  @Test
  void processors_areAskedFor_andNeverTakenAway() throws Exception {
    for (JsonNode workload : production().workloads()) {
      JsonNode resources = workload.at("/spec/template/spec/containers/0/resources");
      assertThat(resources.at("/requests/cpu").asText()).as(name(workload)).isNotEmpty();
      assertThat(resources.at("/requests/memory")).isEqualTo(resources.at("/limits/memory"));
      // A node that is not let run misses its heartbeats, and is taken for dead.
      assertThat(resources.path("limits").has("cpu")).as(name(workload)).isFalse();
    }
  }

  private static Manifests production() throws Exception {
    assumeTrue(Manifests.canRender(), "no kubectl here: the pieces are judged, not the whole");
    return Manifests.rendered("production");
  }

  private static String name(JsonNode manifest) {
    return manifest.at("/metadata/name").asText();
  }

  private static long budgets(Manifests manifests, JsonNode workload) {
    return manifests
        .of("PodDisruptionBudget")
        .filter(one -> one.at("/spec/maxUnavailable").asInt() == 1)
        .filter(one -> selected(manifests, one.at("/spec/selector/matchLabels")).contains(workload))
        .count();
  }

  /** Workloads whose pods have all the labels. */
  private static List<JsonNode> selected(Manifests manifests, JsonNode labels) {
    return manifests
        .of("Deployment", "StatefulSet")
        .filter(
            one -> {
              JsonNode own = one.at("/spec/template/metadata/labels");
              Set<String> missing = new HashSet<>();
              labels
                  .fields()
                  .forEachRemaining(
                      label -> {
                        if (!own.path(label.getKey()).equals(label.getValue())) {
                          missing.add(label.getKey());
                        }
                      });
              return missing.isEmpty() && (!labels.isMissingNode() || own.has("ocelli.io/service"));
            })
        .toList();
  }

  private static Map<String, String> ports(JsonNode workload) {
    Map<String, String> ports = new TreeMap<>();
    workload
        .at("/spec/template/spec/containers/0/ports")
        .forEach(
            port -> ports.put(port.path("name").asText(), port.path("containerPort").asText()));
    return ports;
  }
}
