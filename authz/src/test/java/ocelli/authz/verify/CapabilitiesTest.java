package ocelli.authz.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import ocelli.authz.verify.Capabilities.Expired;
import ocelli.authz.verify.Capabilities.Forged;
import ocelli.authz.verify.Capabilities.Good;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesTest {
  private static final KeySource KEYS = Tokens.KEYS;
  private static final Instant NOW = Tokens.NOW;
  private static final ClientId OWNER = new ClientId("acme");

  private final String minted = at(NOW).mint(OWNER, 7, Set.of("once", "no-faces"), "aZ3");

  @Test
  void read_whole_isWhatWasMinted() {
    Capability capability = ((Good) at(NOW).read(minted)).capability();

    assertThat(capability)
        .isEqualTo(
            new Capability(
                OWNER,
                7,
                Set.of("once", "no-faces"),
                "aZ3",
                NOW.plusSeconds(60),
                capability.nonce()));
    assertThat(capability.nonce()).hasSize(32);
    assertThat(minted).matches("[A-Za-z0-9_.-]+");
  }

  @Test
  void mint_twice_hasTwoNonces() {
    Capabilities capabilities = at(NOW);

    assertThat(capabilities.mint(OWNER, 7, Set.of(), "a"))
        .isNotEqualTo(capabilities.mint(OWNER, 7, Set.of(), "a"));
  }

  @Test
  void read_aMinuteLater_isExpired() {
    assertThat(at(NOW.plus(Duration.ofSeconds(60)).minusMillis(1)).read(minted))
        .isInstanceOf(Good.class);
    assertThat(at(NOW.plus(Duration.ofSeconds(60))).read(minted)).isInstanceOf(Expired.class);
  }

  /** Every character counts, and so does every other job, owner and scope. */
  @Test
  void read_altered_isForged() {
    for (int i = 0; i < minted.length(); i++) {
      StringBuilder altered = new StringBuilder(minted);
      altered.setCharAt(i, altered.charAt(i) == 'A' ? 'B' : 'A');
      assertThat(at(NOW).read(altered.toString())).as("%d", i).isEqualTo(new Forged());
    }
    String[] parts = minted.split("\\.");
    String payload = new String(Base64.getUrlDecoder().decode(parts[0]));
    for (String other :
        List.of(
            payload.replace("\"job\":7", "\"job\":8"),
            payload.replace("acme", "evil"),
            payload.replace("\"no-faces\",", ""))) {
      assertThat(other).isNotEqualTo(payload);
      assertThat(at(NOW).read(Tokens.encoded(other) + "." + parts[1])).isEqualTo(new Forged());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a", "a.b", "..", "\u0000.\uffff", "e30.AAAA", "e30."})
  void read_anything_isForgedAndNeverThrows(String text) {
    assertThat(at(NOW).read(text)).isEqualTo(new Forged());
  }

  @Test
  void read_endless_isForged() {
    assertThat(at(NOW).read(minted + "A".repeat(1_000_000))).isEqualTo(new Forged());
  }

  @Test
  void read_byAnotherKey_isForged() {
    Capabilities elsewhere = capabilities(KeySource.generated(2048), NOW);

    assertThat(elsewhere.read(minted)).isEqualTo(new Forged());
  }

  @Test
  void withoutTheKey_namesIt() {
    KeySet all = KEYS.keys();
    KeySet without =
        new KeySet(
            all.authorisation(),
            all.authentication(),
            all.encryption(),
            all.authorisationSigner(),
            all.authenticationSigner(),
            all.webhookMaster(),
            Optional.empty());

    assertThatThrownBy(() -> capabilities(Tokens.fixed(without), NOW).mint(OWNER, 1, Set.of(), "a"))
        .hasMessageContaining("capability.key");
  }

  private static Capabilities at(Instant now) {
    return capabilities(KEYS, now);
  }

  private static Capabilities capabilities(KeySource keys, Instant now) {
    return new Capabilities(keys, Clock.fixed(now, ZoneOffset.UTC), new SplittableRandom(1));
  }
}
