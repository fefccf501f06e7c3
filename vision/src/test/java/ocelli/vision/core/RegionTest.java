package ocelli.vision.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RegionTest {
  private static final Region REGION = new Region(10, 10, 100, 50);

  @Test
  void overlap_isSharedOverJoint() {
    assertThat(REGION.overlap(REGION)).isEqualTo(1);
    assertThat(REGION.overlap(new Region(60, 10, 100, 50))).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(REGION.overlap(new Region(300, 10, 100, 50))).isZero();
    assertThat(new Region(0, 0, 0, 0).overlap(new Region(0, 0, 0, 0))).isZero();
  }

  @Test
  void within_cutsWhatIsOutside() {
    assertThat(new Region(-5, 90, 20, 20).within(100, 100)).isEqualTo(new Region(0, 90, 15, 10));
    assertThat(new Region(200, 200, 20, 20).within(100, 100)).isEqualTo(new Region(100, 100, 0, 0));
  }
}
