package ocelli.jobs.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionSettingsTest {
  @Test
  void from_whatIsShipped_isAWorkingDay() {
    SessionSettings settings =
        SessionSettings.from(ConfigFactory.load().getConfig("ocelli.jobs.session"));
    assertThat(settings).isEqualTo(new SessionSettings(Duration.ofHours(8), Duration.ofHours(1)));
  }

  @Test
  void idle_aboveLife_isRefusedByName() {
    assertThatThrownBy(() -> new SessionSettings(Duration.ofHours(1), Duration.ofHours(2)))
        .hasMessageContaining("ocelli.jobs.session.idle");
  }
}
