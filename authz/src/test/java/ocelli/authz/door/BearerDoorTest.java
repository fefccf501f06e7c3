package ocelli.authz.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.protocol.ClientId;
import ocelli.runtime.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerDoorTest {
  private static final KeySource KEYS = KeySource.generated(2048);
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final ClientId CLIENT = new ClientId("acme");

  private final Revocations revocations = Revocations.none();
  private final BearerDoor door = new BearerDoor(TokenVerifier.create(KEYS), revocations);
  private final String token = token(KEYS);

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  "})
  void judge_goodToken_isKnown(String scheme) {
    BearerDoor.Visitor visitor = door.judge(Optional.of(scheme + token), NOW);

    assertThat(visitor).isInstanceOf(BearerDoor.Known.class);
    assertThat(((BearerDoor.Known) visitor).claims().client()).isEqualTo(CLIENT);
    assertThat(((BearerDoor.Known) visitor).token()).isEqualTo(token);
    assertThat(visitor.toString()).doesNotContain(token);
  }

  @Test
  void judge_badToken_is401WithItsCode() {
    assertThat(problem(Optional.empty(), NOW)).isEqualTo("401 missing-token");
    assertThat(problem(Optional.of("Basic YTpi"), NOW)).isEqualTo("401 missing-token");
    assertThat(problem(Optional.of("Bearer x"), NOW)).isEqualTo("401 token-malformed");
    assertThat(problem(Optional.of("Bearer " + token), NOW.plus(Duration.ofHours(1))))
        .isEqualTo("401 token-expired");
    assertThat(problem(Optional.of("Bearer " + token(KeySource.generated(2048))), NOW))
        .isEqualTo("401 token-unknown-key");
    revocations.add(new Revocation(CLIENT, NOW, false));
    assertThat(problem(Optional.of("Bearer " + token), NOW)).isEqualTo("401 token-revoked");
  }

  @Test
  void missingClaim_namesAll() {
    Problem problem = BearerDoor.missingClaim(List.of("ocr-1.0", "codes-1.0"));

    assertThat(problem.status()).isEqualTo(403);
    assertThat(problem.code()).isEqualTo("missing-claim");
    assertThat(problem.members()).containsEntry("claim", "ocr-1.0 or codes-1.0");
  }

  private String problem(Optional<String> authorization, Instant at) {
    BearerDoor.Visitor visitor = door.judge(authorization, at);
    assertThat(visitor).isInstanceOf(BearerDoor.Turned.class);
    Problem problem = ((BearerDoor.Turned) visitor).problem();
    return problem.status() + " " + problem.code();
  }

  private static String token(KeySource keys) {
    return new TokenMint(keys, Clock.fixed(NOW, ZoneOffset.UTC), new SplittableRandom(1))
        .authorisation(CLIENT, Map.of("ingest-1.*", true));
  }
}
