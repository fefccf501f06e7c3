package ocelli.authz.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import ocelli.authz.verify.Claims;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final ClientId CLIENT = new ClientId("acme");
  private static final ClientId OTHER = new ClientId("other");

  private final Revocations revocations = Revocations.none();

  @Test
  void revoked_tokens_upToTheirTimeAndNotAfter() {
    revocations.add(new Revocation(CLIENT, NOW, false));

    assertThat(revocations.revoked(token(CLIENT, NOW.minusSeconds(600)))).isTrue();
    assertThat(revocations.revoked(token(CLIENT, NOW))).isTrue();
    assertThat(revocations.revoked(token(CLIENT, NOW.plusSeconds(1)))).isFalse();
    assertThat(revocations.revoked(token(OTHER, NOW.minusSeconds(600)))).isFalse();
    assertThat(revocations.revoked(CLIENT)).as("it is still a client").isFalse();
  }

  /** Whatever clock its tokens were issued by. */
  @Test
  void revoked_client_allItsTokens() {
    revocations.add(new Revocation(CLIENT, NOW, true));

    assertThat(revocations.revoked(CLIENT)).isTrue();
    assertThat(revocations.revoked(token(CLIENT, NOW.plusSeconds(20)))).isTrue();
    assertThat(revocations.revoked(OTHER)).isFalse();
  }

  @Test
  void revoked_owner_endsWhatIsDoneForIt() {
    revocations.add(new Revocation(CLIENT, NOW, false));

    assertThat(revocations.revoked(tokenFor(CLIENT, NOW))).isTrue();
    assertThat(revocations.revoked(tokenFor(CLIENT, NOW.plusSeconds(1)))).isFalse();
  }

  @Test
  void add_olderAgain_keepsTheLater() {
    revocations.add(new Revocation(CLIENT, NOW, true));
    revocations.add(new Revocation(CLIENT, NOW.plusSeconds(9), false));
    revocations.add(new Revocation(CLIENT, NOW.minusSeconds(9), false));

    assertThat(revocations.revoked(CLIENT)).isTrue();
    revocations.forget(NOW.plus(Duration.ofDays(8)).plusSeconds(9));
    assertThat(revocations.revoked(CLIENT)).isTrue();
    assertThat(revocations.size()).isEqualTo(1);
  }

  /** A token of 1,125 s at most cannot outlive its revocation by more; a record lives 8 days. */
  @Test
  void forget_dropsWhatCannotMatterAnyMore() {
    revocations.add(new Revocation(CLIENT, NOW, false));
    revocations.add(new Revocation(OTHER, NOW, true));

    revocations.forget(NOW.plusSeconds(1185));
    assertThat(revocations.size()).isEqualTo(2);
    revocations.forget(NOW.plusSeconds(1186));
    assertThat(revocations.size()).isEqualTo(1);
    revocations.forget(NOW.plus(Duration.ofDays(8)));
    assertThat(revocations.revoked(OTHER)).isTrue();
    revocations.forget(NOW.plus(Duration.ofDays(8)).plusMillis(1));
    assertThat(revocations.size()).isZero();
  }

  @Test
  void json_readAgain_isTheSame() {
    Revocation revocation = new Revocation(CLIENT, NOW, true);

    assertThat(Revocation.of(revocation.json())).contains(revocation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "{\"client\":\"a b\",\"at\":1}", "{\"client\":\"a\",\"at\":\"x\"}"})
  void of_anotherDocument_isNone(String json) throws Exception {
    assertThat(Revocation.of(new ObjectMapper().readTree(json))).isEmpty();
  }

  private static Claims token(ClientId client, Instant issuedAt) {
    return claims(client, issuedAt, Optional.empty());
  }

  private static Claims tokenFor(ClientId owner, Instant issuedAt) {
    JsonNode act = JsonNodeFactory.instance.objectNode().put("sub", owner.value());
    return claims(new ClientId("jobs"), issuedAt, Optional.of(act));
  }

  private static Claims claims(ClientId client, Instant issuedAt, Optional<JsonNode> act) {
    return new Claims(client, "1", issuedAt, issuedAt.plusSeconds(900), false, Map.of(), act);
  }
}
