package ocelli.allinone.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicePlansTest {
  private static final Config SERVICES =
      ConfigFactory.parseString(
          "push { nodes = 1, heap = 64m }\ningestion { nodes = 2, heap = 64m }");

  @TempDir Path configs;

  @BeforeEach
  void writeConfigs() throws IOException {
    Files.createFile(configs.resolve("push.conf"));
    Files.createFile(configs.resolve("ingestion.conf"));
  }

  @Test
  void of_severalWithState_knowEachOther() throws IOException {
    List<ChildPlan> plans = plans(Map.of("push", 3)).of("push", Map.of());
    assertThat(plans).extracting(ChildPlan::name).containsExactly("push-1", "push-2", "push-3");
    Set<String> seeds = Set.of(plans.get(0).environment().get("OCELLI_CLUSTER_SEEDS").split(","));
    assertThat(seeds)
        .containsExactlyInAnyOrderElementsOf(
            plans.stream()
                .map(
                    plan ->
                        plan.environment().get("OCELLI_CLUSTER_HOST")
                            + ":"
                            + plan.environment().get("OCELLI_CLUSTER_PORT"))
                .toList());
    assertThat(plans)
        .as("each calls from where it is called")
        .allSatisfy(
            plan ->
                assertThat(plan.environment().get("OCELLI_CLUSTER_SOURCE"))
                    .isEqualTo(plan.environment().get("OCELLI_CLUSTER_HOST")))
        .extracting(plan -> plan.environment().get("OCELLI_CLUSTER_HOST"))
        .doesNotHaveDuplicates()
        .allSatisfy(address -> assertThat(address).startsWith("127."));
  }

  @Test
  void of_severalWithoutState_needNobody() throws IOException {
    assertThat(plans(Map.of()).of("ingestion", Map.of()))
        .hasSize(2)
        .allSatisfy(
            plan ->
                assertThat(plan.environment())
                    .containsEntry("OCELLI_CLUSTER_ALONE", "true")
                    .doesNotContainKey("OCELLI_CLUSTER_SEEDS"));
  }

  @Test
  void warnings_twoWithState_only() throws IOException {
    assertThat(plans(Map.of("push", 2)).warnings())
        .singleElement()
        .asString()
        .startsWith("push has two nodes");
    assertThat(plans(Map.of("push", 3)).warnings()).isEmpty();
    assertThat(plans(Map.of("push", 1)).warnings()).isEmpty();
  }

  @Test
  void of_oneWithState_isAlone() throws IOException {
    assertThat(plans(Map.of()).of("push", Map.of()).get(0).environment())
        .containsEntry("OCELLI_CLUSTER_ALONE", "true");
  }

  @Test
  void of_aPortInTheEnvironment_isTheFirstNodes_andTheNextEachOthers() throws IOException {
    assertThat(ports("{port 9000}")).containsExactly("9000", "9001");
    assertThat(ports("{port 0}")).containsExactly("0", "0");
  }

  private List<String> ports(String value) throws IOException {
    return plans(Map.of()).of("ingestion", Map.of("PORT", value)).stream()
        .map(plan -> plan.environment().get("PORT"))
        .toList();
  }

  private ServicePlans plans(Map<String, Integer> counts) {
    return new ServicePlans(SERVICES, configs, counts, Set.of("push"));
  }
}
