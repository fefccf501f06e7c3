package ocelli.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import ocelli.vision.engine.VisionTasks;
import org.junit.jupiter.api.Test;

class VisionSettingsTest {

  @Test
  void from_defaults_runsAllTasksAndSharesOutTheCores() {
    VisionSettings settings = VisionSettings.from(config(""), 8);
    assertThat(settings.tasks()).containsExactlyInAnyOrderElementsOf(VisionTasks.ALL);
    assertThat(settings.tasks())
        .allSatisfy(task -> assertThat(settings.workersOf(task)).isEqualTo(2));
    assertThat(settings.lookTimeout()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void from_fewerCoresThanTasks_isOneWorkerEach() {
    VisionSettings settings = VisionSettings.from(config(""), 2);
    assertThat(settings.tasks())
        .allSatisfy(task -> assertThat(settings.workersOf(task)).isEqualTo(1));
  }

  @Test
  void from_workersOfATask_areItsOwn() {
    VisionSettings settings =
        VisionSettings.from(config("workers = 3, workers-of { \"ocr-1.0\" = 5 }"), 2);
    assertThat(settings.workersOf(VisionTasks.OCR)).isEqualTo(5);
    assertThat(settings.workersOf(VisionTasks.CODES)).isEqualTo(3);
  }

  @Test
  void from_badValues_namesTheKey() {
    assertThatThrownBy(() -> VisionSettings.from(config("tasks = [ocr]"), 2))
        .hasMessageContaining("tasks");
    assertThatThrownBy(() -> VisionSettings.from(config("tasks = []"), 2))
        .hasMessageContaining("tasks");
    assertThatThrownBy(() -> VisionSettings.from(config("workers = 0"), 2))
        .hasMessageContaining("workers");
    assertThatThrownBy(() -> VisionSettings.from(config("window = 0"), 2))
        .hasMessageContaining("window");
  }

  private static Config config(String changes) {
    return ConfigFactory.parseString("ocelli.vision { " + changes + " }")
        .withFallback(ConfigFactory.parseResources("reference.conf"))
        .resolve()
        .getConfig("ocelli.vision");
  }
}
