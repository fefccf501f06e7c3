package ocelli.vision.core;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ModelFileTest {

  @Test
  void read_anotherDigest_refuses() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ModelFile.read("/models/ppocr_keys_v1.txt", "0".repeat(64)))
        .withMessageContaining("/models/ppocr_keys_v1.txt has SHA-256 28b2362a");
  }

  @Test
  void read_missing_refuses() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ModelFile.read("/models/none.onnx", "0".repeat(64)))
        .withMessageContaining("/models/none.onnx");
  }
}
