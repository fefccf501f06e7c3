package ocelli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import ocelli.ledger.canary.CanarySettings;
import org.junit.jupiter.api.Test;

class LedgerSettingsTest {
  private static final String DATABASE =
      "ocelli.ledger.database { url = \"jdbc:postgresql://h/l\", user = l, password = p }\n";

  @Test
  void from_reference_isRight_andWantsNoCanary() {
    assertThat(ledger("").within()).isEqualTo(Duration.ofMinutes(15));
    assertThat(canary("").wanted()).isFalse();
  }

  @Test
  void from_wrong_namesTheKey() {
    assertThatThrownBy(() -> ledger("ocelli.ledger.kept = 1m"))
        .hasMessage("ocelli.ledger.kept: longer than summary-within");
    assertThatThrownBy(() -> ledger("ocelli.ledger.summary-within = 1m"))
        .hasMessage("ocelli.ledger.summary-within: at least within");
    assertThatThrownBy(() -> ledger("ocelli.ledger.push = push"))
        .hasMessage("ocelli.ledger.push: http://host:port, not push");
    assertThatThrownBy(() -> ledger("ocelli.ledger.batch = 0"))
        .hasMessage("ocelli.ledger.batch: at least 1");
    assertThatThrownBy(() -> canary("ocelli.canary { credentials-file = f, server = localhost }"))
        .hasMessage("ocelli.canary.server: http://host:port, not localhost");
    assertThatThrownBy(() -> canary("ocelli.canary.load = -1"))
        .hasMessageStartingWith("ocelli.canary.load");
  }

  private static LedgerSettings ledger(String settings) {
    return LedgerSettings.from(config(settings).getConfig("ocelli.ledger"));
  }

  private static CanarySettings canary(String settings) {
    return CanarySettings.from(config(settings).getConfig("ocelli.canary"));
  }

  private static Config config(String settings) {
    return ConfigFactory.load(ConfigFactory.parseString(DATABASE + settings));
  }
}
