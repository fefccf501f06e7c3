package ocelli.firehose.core;

import static ocelli.firehose.core.Fixtures.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @CsvSource({
    "1, Infinity, 10",
    "20, Infinity, 200",
    "5000, Infinity, 50000",
    "Infinity, 1000, 100"
  })
  void tenSeconds_letThroughTheRate(double messages, double bytes, int expected) {
    Pace pace = new Pace(messages, bytes, START);
    int sent = 0;
    Instant end = START.plusSeconds(10);
    for (Instant now = START; now.isBefore(end); now = now.plusMillis(10)) {
      while (pace.wait(now).isZero()) {
        pace.sent(100, now);
        sent++;
      }
    }
    double burst = Math.max(1, expected / 100.0) + 1;
    assertThat((double) sent).isBetween(expected - burst, expected + burst);
  }

  @Test
  void noLimit_neverWaits() {
    Pace pace = new Pace(NONE, NONE, START);
    pace.sent(1_000_000, START);
    assertThat(pace.wait(START)).isZero();
  }

  @Test
  void afterASilence_nothingIsSavedUp() {
    Pace pace = new Pace(1, NONE, START);
    Instant later = START.plusSeconds(3600);
    pace.sent(1, later);
    assertThat(pace.wait(later)).isEqualTo(Duration.ofMillis(900));
  }

  @Test
  void noRate_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Pace(0, NONE, START));
    assertThatIllegalArgumentException().isThrownBy(() -> new Pace(NONE, Double.NaN, START));
  }
}
