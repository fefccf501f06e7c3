package ocelli.ingestion.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final long TEN_SECONDS = 10_000_000_000L;

  @Test
  void predictedWait_steadyDrain_isLagByRate() {
    Backlog backlog = Backlog.first(1_000, 0, 0);
    for (int look = 1; look <= 5; look++) {
      backlog = backlog.next(1_000, look * 100L, look * TEN_SECONDS); // 10 a second
    }
    assertThat(backlog.lag()).isEqualTo(500);
    assertThat(backlog.predictedWait()).contains(Duration.ofSeconds(50));
  }

  @Test
  void predictedWait_nothingWaits_isEmpty() {
    assertThat(Backlog.first(10, 10, 0).next(20, 20, TEN_SECONDS).predictedWait()).isEmpty();
  }

  @Test
  void predictedWait_readersStandStill_growsWithTheTime() {
    Backlog backlog = Backlog.first(100, 0, 0).next(100, 50, TEN_SECONDS);
    for (int look = 2; look <= 100; look++) {
      backlog = backlog.next(100, 50, look * TEN_SECONDS);
    }
    assertThat(backlog.predictedWait().orElseThrow()).isGreaterThan(Duration.ofSeconds(900));
  }

  @Test
  void next_afterAnIdleNight_rememberHowFastTheyWere() {
    Backlog backlog = Backlog.first(100, 0, 0).next(100, 100, TEN_SECONDS); // 10 a second, all done
    for (int look = 2; look <= 1_000; look++) {
      backlog = backlog.next(100, 100, look * TEN_SECONDS);
    }
    backlog = backlog.next(200, 100, 1_001 * TEN_SECONDS);
    assertThat(backlog.predictedWait()).contains(Duration.ofSeconds(10));
  }
}
