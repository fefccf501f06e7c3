package ocelli.client.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.client.TestTime;
import ocelli.client.core.Problem;
import ocelli.client.http.Awaited;
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
    assertThat(Awaited.of(tokens.token())).isEqualTo("token-1");
    time.pass(LIFE.multipliedBy(59).dividedBy(100));
    assertThat(Awaited.of(tokens.token())).isEqualTo("token-1");
    time.pass(LIFE.multipliedBy(22).dividedBy(100));
    assertThat(Awaited.of(tokens.token())).isEqualTo("token-2");
    assertThat(Awaited.of(tokens.token())).isEqualTo("token-2");
  }

  @Test
  void token_manyClients_renewAtDifferentMoments() {
    assertThat(renewal(1)).isNotEqualTo(renewal(4242));
  }

  @Test
  void token_renewalFails_keepsTheOldOneWhileItLives() {
    RenewedTokens tokens = tokens(1);
    Awaited.of(tokens.token());
    down = true;
    time.pass(LIFE.multipliedBy(85).dividedBy(100));
    assertThat(Awaited.of(tokens.token())).isEqualTo("token-1");
    int before = issued;
    assertThat(Awaited.of(tokens.token())).isEqualTo("token-1");
    assertThat(issued).as("not asked again at once").isEqualTo(before);
    time.pass(LIFE);
    assertThatThrownBy(() -> Awaited.of(tokens.token())).isInstanceOf(ProblemException.class);
    down = false;
    assertThat(Awaited.of(tokens.token())).startsWith("token-");
  }

  @Test
  void refused_tokenInUse_givesAnother() {
    RenewedTokens tokens = tokens(1);
    String first = Awaited.of(tokens.token());
    assertThat(tokens.refused(first)).isTrue();
    String second = Awaited.of(tokens.token());
    assertThat(second).isNotEqualTo(first);
    tokens.refused(first);
    assertThat(Awaited.of(tokens.token()))
        .as("a late refusal of the old one changes nothing")
        .isEqualTo(second);
  }

  @Test
  void token_askedWhileOneIsOnItsWay_shareIt() {
    CompletableFuture<Issued> way = new CompletableFuture<>();
    AtomicInteger asked = new AtomicInteger();
    RenewedTokens tokens =
        new RenewedTokens(
            () -> {
              asked.incrementAndGet();
              return way;
            },
            time,
            new Random(1));
    CompletableFuture<String> first = tokens.token();
    CompletableFuture<String> second = tokens.token();
    assertThat(first).isNotDone();
    way.complete(new Issued("token", LIFE));
    assertThat(first).isCompletedWithValue("token");
    assertThat(second).isCompletedWithValue("token");
    assertThat(asked).hasValue(1);
  }

  @Test
  void token_renewalIsSlow_nobodyWaitsWhileTheOldOneLives() {
    CompletableFuture<Issued> slow = new CompletableFuture<>();
    Iterator<CompletableFuture<Issued>> answers =
        List.of(CompletableFuture.completedFuture(new Issued("old", LIFE)), slow).iterator();
    RenewedTokens tokens = new RenewedTokens(answers::next, time, new Random(1));
    tokens.token();
    time.pass(LIFE.multipliedBy(85).dividedBy(100));
    assertThat(tokens.token()).isCompletedWithValue("old");
    assertThat(tokens.token()).isCompletedWithValue("old");
    slow.complete(new Issued("new", LIFE));
    assertThat(tokens.token()).isCompletedWithValue("new");
  }

  private Duration renewal(long seed) {
    issued = 0;
    RenewedTokens tokens = tokens(seed);
    Awaited.of(tokens.token());
    Duration passed = Duration.ZERO;
    while (Awaited.of(tokens.token()).equals("token-1")) {
      time.pass(Duration.ofSeconds(1));
      passed = passed.plusSeconds(1);
    }
    return passed;
  }

  private RenewedTokens tokens(long seed) {
    return new RenewedTokens(this::issue, time, new Random(seed));
  }

  private CompletableFuture<Issued> issue() {
    issued++;
    if (down) {
      return CompletableFuture.failedFuture(
          new ProblemException(
              "POST /authn/token", new Problem(503, "down", "", Optional.empty(), Map.of())));
    }
    return CompletableFuture.completedFuture(new Issued("token-" + issued, LIFE));
  }
}
