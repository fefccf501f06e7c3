package ocelli.vision.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ocelli.vision.engine.Availability;
import ocelli.vision.engine.VisionTasks;
import org.junit.jupiter.api.Test;

class CudaBackendTest {
  private final CudaBackend backend = new CudaBackend();

  @Test
  void availability_withoutNativesOrDevice_saysSo() {
    Availability availability = backend.availability();
    assertThat(availability.available()).isFalse();
    assertThat(availability.detail()).startsWith("no device");
    assertThat(backend.availability()).isEqualTo(availability);
  }

  @Test
  void open_withoutDevice_refuses() {
    assertThatIllegalStateException()
        .isThrownBy(() -> backend.open(VisionTasks.OCR))
        .withMessageContaining("no device");
  }

  @Test
  void open_taskWithoutNetworks_refuses() {
    assertThatIllegalArgumentException().isThrownBy(() -> backend.open(VisionTasks.CODES));
  }
}
