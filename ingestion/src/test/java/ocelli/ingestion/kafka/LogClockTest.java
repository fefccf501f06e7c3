package ocelli.ingestion.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogClockTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private long nanos;
  private final LogClock clock = new LogClock(() -> nanos);

  @Test
  void wrong_nothingHeard_saysNothing() {
    assertThat(clock.wrong(NOW)).isEmpty();
  }

  @Test
  void wrong_asFarOffAsReadersAllow_agrees() {
    clock.heard(NOW);
    nanos += Duration.ofSeconds(30).toNanos();
    assertThat(clock.wrong(NOW.plusSeconds(30 + 5 * 60))).isEmpty();
    assertThat(clock.wrong(NOW.plusSeconds(30 - 5 * 60))).isEmpty();
  }

  @Test
  void wrong_jumped_saysByHowMuchUntilItIsRightAgain() {
    clock.heard(NOW);
    nanos += Duration.ofSeconds(2).toNanos();
    assertThat(clock.wrong(NOW.plusSeconds(2).plus(Duration.ofMinutes(10))))
        .hasValueSatisfying(detail -> assertThat(detail).contains("PT10M"));
    assertThat(clock.wrong(NOW.plusSeconds(2).minus(Duration.ofDays(7)))).isPresent();
    assertThat(clock.wrong(NOW.plusSeconds(2))).isEmpty();
  }

  /** Else a door that a wrong clock of the log's closed would never open again. */
  @Test
  void wrong_heardLongAgo_saysNothing() {
    clock.heard(NOW);
    nanos += Duration.ofSeconds(61).toNanos();
    assertThat(clock.wrong(NOW.plus(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void isTaken_asReadersJudge() {
    assertThat(LogClock.isTaken(NOW, NOW)).isTrue();
    assertThat(LogClock.isTaken(NOW.plus(Duration.ofMinutes(5)), NOW)).isTrue();
    assertThat(LogClock.isTaken(NOW.plus(Duration.ofMinutes(6)), NOW)).isFalse();
    assertThat(LogClock.isTaken(NOW.minus(Duration.ofHours(1)), NOW)).isTrue();
    assertThat(LogClock.isTaken(NOW.minus(Duration.ofDays(7)), NOW)).isFalse();
  }
}
