package ocelli.authz.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final Failures failures = new Failures(3, 100);

  @Test
  void wait_firstFew_costNothing() {
    fail(2);

    assertThat(failures.wait("a", NOW)).isZero();
    assertThat(failures.many("a", NOW)).isFalse();
    assertThat(failures.wait("other", NOW)).isZero();
  }

  @Test
  void wait_more_doublesUpToAMinute() {
    fail(3);
    for (int expected : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
      assertThat(failures.wait("a", NOW)).isEqualTo(Duration.ofSeconds(expected));
      fail(1);
    }
    assertThat(failures.many("a", NOW)).isTrue();
    assertThat(failures.wait("a", NOW.plusSeconds(45))).isEqualTo(Duration.ofSeconds(15));
    assertThat(failures.wait("a", NOW.plusSeconds(60))).isZero();
  }

  @Test
  void wait_afterSuccessOrAnHour_isNone() {
    fail(50);
    assertThat(failures.wait("a", NOW.plus(Duration.ofHours(2)))).isZero();
    assertThat(failures.many("a", NOW.plus(Duration.ofHours(2)))).isFalse();
    failures.succeeded("a");
    assertThat(failures.wait("a", NOW)).isZero();
  }

  @Test
  void failed_flood_remembersTheLatestOnly() {
    fail(50);
    for (int i = 0; i < 99; i++) {
      failures.failed("flood-" + i, NOW);
    }
    assertThat(failures.wait("a", NOW)).isPositive();
    failures.failed("flood-99", NOW);
    failures.failed("flood-100", NOW);

    assertThat(failures.size()).isEqualTo(100);
    assertThat(failures.wait("a", NOW)).isPositive(); // asked for meanwhile
    assertThat(failures.wait("flood-0", NOW)).isZero();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      failures.failed("a", NOW);
    }
  }
}
