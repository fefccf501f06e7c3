package ocelli.authz.issue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import ocelli.authz.core.DeliveryOrder;
import ocelli.authz.core.PushTarget;
import ocelli.authz.grants.Grants;
import ocelli.authz.grants.Registration;
import ocelli.authz.verify.Claims;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.Verdict;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenMintTest {
  private static final KeySource KEYS = KeySource.generated(2048);
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final ClientId CLIENT = new ClientId("acme");
  private static final int SAMPLES = 20_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void lives_areSpreadAsDesigned(long seed) {
    SplittableRandom random = new SplittableRandom(seed);

    assertSpread(lives(() -> TokenLife.AUTHORISATION.draw(random)), 675, 1125);
    assertSpread(lives(() -> TokenLife.DEGRADED.draw(random)), 90, 270);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void minted_livesAsItSays(long seed) {
    TokenMint mint = mint(KEYS, seed);
    MintedToken whole = mint.mintAuthorisation(CLIENT, Map.of());
    MintedToken degraded = mint.mintDegraded(CLIENT, Map.of());

    assertThat(verified(KEYS, whole).expiresAt()).isEqualTo(NOW.plus(whole.life()));
    assertThat(whole.life().toSeconds()).isBetween(675L, 1125L);
    assertThat(verified(KEYS, degraded).expiresAt()).isEqualTo(NOW.plus(degraded.life()));
    assertThat(degraded.life().toSeconds()).isBetween(90L, 270L);
    assertThat(mint.mintAuthentication(CLIENT).life()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void mintDegraded_saysSo() {
    Claims claims = verified(KEYS, mint(KEYS, 1).mintDegraded(CLIENT, Map.of("ingest-1.*", true)));

    assertThat(claims.degraded()).isTrue();
    assertThat(claims.grant("ingest-1.0")).isPresent();
  }

  @Test
  void authorisation_twice_hasTwoNames() {
    TokenMint mint = mint(KEYS, 1);
    Set<String> names = new HashSet<>();
    IntStream.range(0, 20)
        .forEach(
            i -> names.add(verified(KEYS, mint.mintAuthorisation(CLIENT, Map.of())).tokenId()));

    assertThat(names).hasSize(20);
  }

  /** What registration lets through must fit into a token, with keys of full size. */
  @Test
  void authorisation_largestRegistration_fits() {
    KeySource full = KeySource.generated();
    ObjectNode grants = JsonNodeFactory.instance.objectNode();
    for (int i = 0;
        Grants.refusal(grants.deepCopy().put("faceextract-" + i + ".1", true)).isEmpty();
        i++) {
      grants.put("faceextract-" + i + ".1", true);
    }
    PushTarget push =
        new PushTarget(
            "https://example.org/" + "x".repeat(480), 1_000_000, DeliveryOrder.PER_TRANSACTION);
    Registration largest =
        new Registration(new ClientId("c".repeat(64)), Grants.of(grants), Optional.of(push), NOW);
    Map<String, JsonNode> claims = largest.claims().byPattern();

    String token = mint(full, 1).mintDegraded(largest.client(), claims).token();
    assertThat(token.length()).isBetween(3_000, TokenVerifier.MAX_LENGTH);
    assertThat(TokenVerifier.create(full).verify(token, NOW)).isInstanceOf(Verdict.Verified.class);
  }

  private static void assertSpread(List<Long> lives, long least, long most) {
    DoubleSummaryStatistics seen =
        lives.stream().mapToDouble(Long::doubleValue).summaryStatistics();
    double width = (double) (most - least);

    assertThat(seen.getMin()).isBetween((double) least, least + width / 100);
    assertThat(seen.getMax()).isBetween(most - width / 100, (double) most);
    assertThat(seen.getAverage())
        .isBetween((least + most) / 2.0 - width / 100, (least + most) / 2.0 + width / 100);
  }

  private static List<Long> lives(Supplier<Duration> draw) {
    return IntStream.range(0, SAMPLES).mapToObj(i -> draw.get().toSeconds()).toList();
  }

  private static Claims verified(KeySource keys, MintedToken token) {
    return ((Verdict.Verified) TokenVerifier.create(keys).verify(token.token(), NOW)).claims();
  }

  private static TokenMint mint(KeySource keys, long seed) {
    return new TokenMint(keys, Clock.fixed(NOW, ZoneOffset.UTC), new SplittableRandom(seed));
  }
}
