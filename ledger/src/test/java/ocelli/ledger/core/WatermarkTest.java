package ocelli.ledger.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatermarkTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void next_positionsAtTheEnds_reachesNow() {
    assertThat(Watermark.unknown().next(ends(1, 5, 7), at(5, 7)).reached())
        .contains(START.plusSeconds(1));
  }

  @Test
  void next_oneBehind_isNotKnownUntilItReachesThoseEnds() {
    Watermark first = Watermark.unknown().next(ends(1, 5, 7), at(5, 6));
    Watermark second = first.next(ends(2, 9, 9), at(8, 6));
    Watermark third = second.next(ends(3, 12, 12), at(9, 7));

    assertThat(first.reached()).isEmpty();
    assertThat(second.reached()).isEmpty();
    assertThat(third.reached()).contains(START.plusSeconds(1));
  }

  @Test
  void next_busyTopic_followsALookBehind() {
    Watermark watermark = Watermark.unknown().next(ends(0, 1, 1), at(0, 0));
    for (int second = 1; second < 10; second++) {
      watermark = watermark.next(ends(second, second + 1, second + 1), at(second, second));
      assertThat(watermark.reached()).contains(START.plusSeconds(second - 1));
    }
  }

  @Test
  void next_standsStill_staysWhereItWas() {
    Watermark reached = Watermark.unknown().next(ends(1, 5, 5), at(5, 5));
    Watermark later = reached.next(ends(2, 6, 6), at(5, 5)).next(ends(3, 7, 7), at(5, 5));

    assertThat(later.reached()).contains(START.plusSeconds(1));
  }

  @Test
  void next_partitionNeverBegun_countsAsItsStart() {
    assertThat(Watermark.unknown().next(ends(1, 0, 0), Map.of()).reached()).isPresent();
    assertThat(Watermark.unknown().next(ends(1, 0, 1), Map.of()).reached()).isEmpty();
  }

  private static Watermark.Ends ends(int second, long first, long other) {
    return new Watermark.Ends(START.plusSeconds(second), at(first, other));
  }

  private static Map<String, Long> at(long first, long other) {
    return Map.of("vision-1-0", first, "delivery-1-0", other);
  }
}
