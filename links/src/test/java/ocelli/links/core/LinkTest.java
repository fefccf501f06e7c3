package ocelli.links.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;

class LinkTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Target URL = new Target.Url("https://example.com/");

  @Test
  void stateAt_plain_permanent() {
    assertThat(link(URL, Optional.empty(), OptionalLong.empty()).stateAt(NOW))
        .isEqualTo(Link.State.PERMANENT);
  }

  @Test
  void stateAt_expiring_openBeforeAndExpiredAtItsTime() {
    Link link = link(URL, Optional.of(NOW), OptionalLong.empty());
    assertThat(link.stateAt(NOW.minusNanos(1))).isEqualTo(Link.State.OPEN);
    assertThat(link.stateAt(NOW)).isEqualTo(Link.State.EXPIRED);
  }

  @Test
  void stateAt_capped_countedUntilSpent() {
    Link link = link(URL, Optional.empty(), OptionalLong.of(2));
    assertThat(link.visited(1).stateAt(NOW)).isEqualTo(Link.State.COUNTED);
    assertThat(link.visited(2).stateAt(NOW)).isEqualTo(Link.State.SPENT);
  }

  @Test
  void link_toBeSeenOnce_hasOneVisitWhateverIsAsked() {
    Target job = new Target.Job(5, Set.of(Scope.ONCE));
    assertThat(link(job, Optional.empty(), OptionalLong.of(7)).maxVisits()).hasValue(1);
    assertThat(link(job, Optional.empty(), OptionalLong.empty()).maxVisits()).hasValue(1);
  }

  @Test
  void stateAt_jobOrPassword_neverPermanent() {
    Target job = new Target.Job(5, Set.of());
    assertThat(link(job, Optional.empty(), OptionalLong.empty()).stateAt(NOW))
        .isEqualTo(Link.State.OPEN);
    Optional<PasswordHash> password = Optional.of(PasswordHash.of("open sesame", new Random(1)));
    Link link =
        new Wish(URL, Optional.empty(), OptionalLong.empty(), Optional.of("open sesame"))
            .link("c", new ClientId("shop"), NOW, password);
    assertThat(link.stateAt(NOW)).isEqualTo(Link.State.OPEN);
    assertThat(link.password().orElseThrow().matches("open sesame")).isTrue();
    assertThat(link.password().orElseThrow().matches("open sesamE")).isFalse();
  }

  private static Link link(Target target, Optional<Instant> expires, OptionalLong cap) {
    return new Wish(target, expires, cap, Optional.empty())
        .link("code", new ClientId("shop"), NOW, Optional.empty());
  }
}
