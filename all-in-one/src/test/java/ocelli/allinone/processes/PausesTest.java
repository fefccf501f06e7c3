package ocelli.allinone.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PausesTest {
  private final Pauses pauses = new Pauses(new SplittableRandom(7));

  @Test
  void endsInARow_doubleThePause_upToHalfAMinute() {
    for (double expected : new double[] {0.25, 0.5, 1, 2, 4, 8, 16, 30, 30, 30}) {
      long millis = Math.round(expected * 1000);
      assertThat(pauses.after(Duration.ofSeconds(3)).toMillis())
          .isBetween(millis * 8 / 10, millis * 12 / 10);
    }
  }

  @Test
  void childThatRanLong_isStartedAgainSoon() {
    for (int i = 0; i < 5; i++) {
      pauses.after(Duration.ZERO);
    }
    assertThat(pauses.after(Duration.ofMinutes(1))).isLessThan(Duration.ofMillis(301));
    assertThat(pauses.after(Duration.ZERO)).isGreaterThan(Duration.ofMillis(399));
  }
}
