package ocelli.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
  private static final Instant TIME = Instant.parse("2026-11-21T12:00:00Z");

  private long nanos = 7;
  private final DatabaseClock clock = DatabaseClock.at(TIME, () -> nanos);

  @Test
  void instant_betweenReadings_countsOn() {
    nanos += Duration.ofSeconds(9).toNanos();
    assertThat(clock.instant()).isEqualTo(TIME.plusSeconds(9));
  }

  @Test
  void follow_readAnew_isWhatTheServerSays() {
    nanos += Duration.ofSeconds(10).toNanos();
    clock.follow(() -> CompletableFuture.completedFuture(TIME.plusSeconds(3600)));
    nanos += Duration.ofSeconds(1).toNanos();
    assertThat(clock.instant()).isEqualTo(TIME.plusSeconds(3601));
  }

  @Test
  void follow_databaseAway_countsOn() {
    nanos += Duration.ofSeconds(10).toNanos();
    clock.follow(() -> CompletableFuture.failedFuture(new IllegalStateException("away")));
    assertThat(clock.instant()).isEqualTo(TIME.plusSeconds(10));
  }
}
