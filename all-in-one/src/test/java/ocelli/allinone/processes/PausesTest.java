package ocelli.allinone.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PausesTest {
  private final Pauses pauses = new Pauses(new SplittableRandom(7));

  @Test
  void endsInARow_doubleThePause_upToHalfAMinute() {
    for (int expected : new int[] {1, 2, 4, 8, 16, 30, 30, 30}) {
      assertThat(pauses.after(Duration.ofSeconds(3)))
          .isBetween(Duration.ofMillis(expected * 800L), Duration.ofMillis(expected * 1200L));
    }
  }

  @Test
  void childThatRanLong_isStartedAgainSoon() {
    for (int i = 0; i < 5; i++) {
      pauses.after(Duration.ZERO);
    }
    assertThat(pauses.after(Duration.ofMinutes(1))).isLessThan(Duration.ofMillis(1201));
    assertThat(pauses.after(Duration.ZERO)).isGreaterThan(Duration.ofMillis(1599));
  }
}
