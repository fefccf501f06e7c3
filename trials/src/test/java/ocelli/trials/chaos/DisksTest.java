package ocelli.trials.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisksTest {
  @TempDir Path folder;

  @Test
  void fill_thenFree_noByteFitsThenItDoes() throws Exception {
    assumeThat(Disks.missing()).isEmpty();
    Path place = folder.resolve("small");
    Path file = place.resolve("file");
    try (Disks disks = new Disks()) {
      disks.mount(place, 4);
      assertThat(Disks.refuses(place)).as("a disk with room").isFalse();
      Disks.fill(place);
      assertThat(Disks.refuses(place)).as("a full one").isTrue();
      assertThatThrownBy(() -> Files.write(file, new byte[1]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
      Disks.free(place);
      Files.write(file, new byte[1]);
      assertThat(file).hasSize(1);
    }
    assertThat(file).doesNotExist(); // the disk is gone, and what was on it
  }
}
