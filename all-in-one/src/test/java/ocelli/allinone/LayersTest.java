package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.settings.ServerSettings;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
  @TempDir Path folder;

  @Test
  void passwordFile_isRead_everywhereThatThePasswordGoes() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "a-password\n");
    Config config = over("ocelli.push.database.password-file = \"" + secret + "\"");
    assertThat(config.getString("ocelli.push.database.password")).isEqualTo("a-password");
    assertThat(config.getString("akka-persistence-jdbc.shared-databases.push.db.password"))
        .isEqualTo("a-password");
  }

  @Test
  void heldConnection_isNeverCutForTakingNothing_slowAnswersAre() {
    ServerSettings.Timeouts server = ServerSettings.create(over("")).getTimeouts();
    assertThat(server.idleTimeout().isFinite()).isFalse();
    assertThat(server.requestTimeout().isFinite()).isTrue();
  }

  @Test
  void passwordFile_missing_isNamed() {
    assertThatThrownBy(() -> over("ocelli.push.database.password-file = /nowhere/secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ocelli.push.database.password-file: there is no file /nowhere/secret");
  }

  @Test
  void seeds_asTheEnvironmentGivesThem_nameTheNodesOfThisServicesCluster() {
    Config config =
        over("ocelli.cluster { name = ocelli-push, port = 2551, seeds = \"one:2551, two:2551\" }");
    assertThat(config.getStringList("ocelli.cluster.named"))
        .containsExactly("akka://ocelli-push@one:2551", "akka://ocelli-push@two:2551");
    assertThat(config.getInt("akka.remote.artery.canonical.port")).isEqualTo(2551);
  }

  @Test
  void seeds_withoutAPort_areRefused() {
    assertThatThrownBy(() -> over("ocelli.cluster.seeds = [\"one:2551\"]"))
        .hasMessageStartingWith("ocelli.cluster.port");
  }

  @Test
  void pods_ofAService_areAskedForByTheirLabel_andNobodyFoundsAloneMeanwhile() {
    Config config =
        over(
            "ocelli.cluster { name = ocelli-push, host = \"10.0.0.7\", port = 25520 }\n"
                + "ocelli.cluster.pods = \"ocelli.io/cluster=push\"");
    assertThat(config.getString("akka.discovery.kubernetes-api.pod-label-selector"))
        .isEqualTo("ocelli.io/cluster=push");
    assertThat(config.getString("akka.management.http.hostname")).isEqualTo("10.0.0.7");
    assertThat(config.hasPath("ocelli.cluster.named")).isFalse();
    assertThat(Needs.missing("push", config)).noneMatch(line -> line.contains("ocelli.cluster"));
  }

  @Test
  void pods_withoutAPort_areRefused() {
    assertThatThrownBy(() -> over("ocelli.cluster.pods = \"ocelli.io/cluster=push\""))
        .hasMessageStartingWith("ocelli.cluster.port");
  }

  @Test
  void needs_nothingGiven_namesAllThatIsMissing() {
    assertThat(Needs.missing("push", over("")))
        .extracting(line -> line.split(" ")[0])
        .containsExactly(
            "ocelli.kafka.bootstrap-servers",
            "ocelli.keys.folder",
            "ocelli.push.database.url",
            "ocelli.push.database.user",
            "ocelli.push.database.password",
            "ocelli.cluster.seeds");
  }

  @Test
  void needs_ofOneRole_areNotThoseOfTheOther() {
    assertThat(Needs.missing("authz", over("ocelli.authz.roles = [authn]")))
        .anyMatch(line -> line.startsWith("ocelli.authn.database.url"))
        .noneMatch(line -> line.startsWith("ocelli.authz.database"));
  }

  private static Config over(String given) {
    return Layers.over(ConfigFactory.parseString(given));
  }
}
