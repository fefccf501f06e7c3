package ocelli.ledger.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FlightsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Flights flights = new Flights(Duration.ofSeconds(10));

  @Test
  void arrive_afterDeparture_tookItsTime_once() {
    flights.depart("a", START);

    assertThat(flights.arrive("a", START.plusSeconds(3))).contains(Duration.ofSeconds(3));
    assertThat(flights.arrive("a", START.plusSeconds(4))).isEmpty();
    assertThat(flights.late(START.plusSeconds(60))).isZero();
  }

  @Test
  void late_pastPatience_countsOnce_andNobodyWaitsForItThen() {
    flights.depart("a", START);
    flights.depart("b", START.plusSeconds(5));

    assertThat(flights.late(START.plusSeconds(10))).isZero();
    assertThat(flights.late(START.plusSeconds(11))).isOne();
    assertThat(flights.late(START.plusSeconds(12))).isZero();
    assertThat(flights.arrive("a", START.plusSeconds(13))).isEmpty();
    assertThat(flights.arrive("b", START.plusSeconds(13))).isPresent();
  }
}
