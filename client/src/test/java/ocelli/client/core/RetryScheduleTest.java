package ocelli.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {
  private final RetrySchedule schedule = RetrySchedule.standard();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void next_manyFailures_doublesWithJitterUpToMost(long seed) {
    Random random = new Random(seed);
    for (int attempt = 1; attempt <= 60; attempt++) {
      long doubled = Math.min(20_000, attempt > 20 ? Long.MAX_VALUE : 200L << (attempt - 1));
      Duration wait = schedule.next(attempt, Duration.ZERO, Optional.empty(), random).orElseThrow();
      assertThat(wait.toMillis()).isBetween(doubled / 2, doubled);
    }
  }

  @Test
  void next_retryAfter_isNeverShortened() {
    Optional<Duration> wait =
        schedule.next(1, Duration.ZERO, Optional.of(Duration.ofSeconds(30)), new Random(1));
    assertThat(wait.orElseThrow()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(33));
  }

  @Test
  void next_patienceSpent_givesUp() {
    Optional<Duration> asked = Optional.of(Duration.ofSeconds(30));
    assertThat(schedule.next(4, Duration.ofSeconds(91), asked, new Random(1))).isEmpty();
  }

  @Test
  void parse_secondsDateAndNonsense() {
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    assertThat(RetryAfter.parse("7", now)).contains(Duration.ofSeconds(7));
    assertThat(RetryAfter.parse("Sat, 21 Nov 2026 12:00:09 GMT", now))
        .contains(Duration.ofSeconds(9));
    assertThat(RetryAfter.parse("Sat, 21 Nov 2026 11:00:00 GMT", now)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("-3", now)).isEmpty();
    assertThat(RetryAfter.parse("soon", now)).isEmpty();
    assertThat(RetryAfter.parse("99999999999999999999", now)).isEmpty();
  }
}
