package ocelli.authz.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import ocelli.authz.core.LoginThrottle.Judged;
import ocelli.authz.core.LoginThrottle.Refused;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final ClientId CLIENT = new ClientId("acme");
  private static final Judged AT_ONCE = new Judged(Duration.ZERO);
  private static final Judged HELD = new Judged(Duration.ofSeconds(1));

  private final LoginThrottle throttle = new LoginThrottle();

  @Test
  void admit_guessing_isRefusedAtThatAddressForThatClient() {
    guess("evil", 10);

    assertThat(throttle.admit(CLIENT, "evil", NOW)).isEqualTo(new Refused(Duration.ofSeconds(1)));
    assertThat(throttle.admit(CLIENT, "evil", NOW.plusSeconds(1))).isEqualTo(AT_ONCE);
    assertThat(throttle.admit(CLIENT, "good", NOW)).isEqualTo(AT_ONCE);
    assertThat(throttle.admit(new ClientId("other"), "evil", NOW)).isEqualTo(AT_ONCE);
  }

  /** A delay, no lock: from a new address after a second, from its own at once. */
  @Test
  void admit_guessingFromEverywhere_neverRefusesTheClientElsewhere() {
    throttle.succeeded(CLIENT, "home");
    for (int i = 0; i < 1_000; i++) {
      throttle.failed(CLIENT, "bot-" + i, NOW);
    }

    assertThat(throttle.admit(CLIENT, "home", NOW)).isEqualTo(AT_ONCE);
    assertThat(throttle.admit(CLIENT, "new home", NOW)).isEqualTo(HELD);
    throttle.succeeded(CLIENT, "new home");
    assertThat(throttle.admit(CLIENT, "third home", NOW)).isEqualTo(AT_ONCE);
  }

  @Test
  void admit_guessingAllClientsFromOneAddress_isRefusedThere() {
    for (int i = 0; i < 100; i++) {
      throttle.failed(new ClientId("client-" + i), "evil", NOW);
    }

    assertThat(throttle.admit(CLIENT, "evil", NOW)).isInstanceOf(Refused.class);
    assertThat(throttle.admit(CLIENT, "good", NOW)).isEqualTo(AT_ONCE);
  }

  /** Behind one address with an attacker the client is still let in, a second later. */
  @Test
  void admit_knownBesideAnAttacker_isHeldAndJudged() {
    throttle.succeeded(CLIENT, "shared");
    guess("shared", 50);

    assertThat(throttle.admit(CLIENT, "shared", NOW)).isEqualTo(HELD);
  }

  private void guess(String address, int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed(CLIENT, address, NOW);
    }
  }
}
