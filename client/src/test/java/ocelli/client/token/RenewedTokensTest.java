package ocelli.client.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import ocelli.client.TestTime;
import ocelli.client.core.Problem;
import ocelli.client.http.ProblemException;
import ocelli.client.token.TokenEndpoint.Issued;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenewedTokensTest {
  private static final Duration LIFE = Duration.ofSeconds(900);

  private final TestTime time = TestTime.start();
  private int issued;
  private boolean down;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void token_renewsBetween60And80PercentOfItsLife(long seed) {
    RenewedTokens tokens = tokens(seed);
    assertThat(tokens.token()).isEqualTo("token-1");
    time.pass(LIFE.multipliedBy(59).dividedBy(100));
    assertThat(tokens.token()).isEqualTo("token-1");
    time.pass(LIFE.multipliedBy(22).dividedBy(100));
    assertThat(tokens.token()).isEqualTo("token-2");
    assertThat(tokens.token()).isEqualTo("token-2");
  }

  @Test
  void token_manyClients_renewAtDifferentMoments() {
    assertThat(renewal(1)).isNotEqualTo(renewal(4242));
  }

  @Test
  void token_renewalFails_keepsTheOldOneWhileItLives() {
    RenewedTokens tokens = tokens(1);
    tokens.token();
    down = true;
    time.pass(LIFE.multipliedBy(85).dividedBy(100));
    assertThat(tokens.token()).isEqualTo("token-1");
    int before = issued;
    assertThat(tokens.token()).isEqualTo("token-1");
    assertThat(issued).as("not asked again at once").isEqualTo(before);
    time.pass(LIFE);
    assertThatThrownBy(tokens::token).isInstanceOf(ProblemException.class);
    down = false;
    assertThat(tokens.token()).startsWith("token-");
  }

  @Test
  void refused_tokenInUse_givesAnother() {
    RenewedTokens tokens = tokens(1);
    String first = tokens.token();
    assertThat(tokens.refused(first)).isTrue();
    String second = tokens.token();
    assertThat(second).isNotEqualTo(first);
    tokens.refused(first);
    assertThat(tokens.token())
        .as("a late refusal of the old one changes nothing")
        .isEqualTo(second);
  }

  private Duration renewal(long seed) {
    issued = 0;
    RenewedTokens tokens = tokens(seed);
    tokens.token();
    Duration passed = Duration.ZERO;
    while (tokens.token().equals("token-1")) {
      time.pass(Duration.ofSeconds(1));
      passed = passed.plusSeconds(1);
    }
    return passed;
  }

  private RenewedTokens tokens(long seed) {
    return new RenewedTokens(this::issue, time, new Random(seed));
  }

  private Issued issue() {
    issued++;
    if (down) {
      throw new ProblemException(
          "POST /authn/token", new Problem(503, "down", "", Optional.empty(), Map.of()));
    }
    return new Issued("token-" + issued, LIFE);
  }
}
