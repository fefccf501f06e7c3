package ocelli.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final Health health = new Health();

  @Test
  void problems_allWell_isEmpty() {
    health.register("broker", () -> CompletableFuture.completedFuture(Optional.empty()));
    assertThat(problems()).isEmpty();
  }

  @Test
  void problems_wrongFailedThrownAndSilent_areNamedEach() {
    health.register("well", () -> CompletableFuture.completedFuture(Optional.empty()));
    health.register("wrong", () -> CompletableFuture.completedFuture(Optional.of("is down")));
    health.register(
        "failed", () -> CompletableFuture.failedFuture(new IllegalStateException("broke")));
    health.register(
        "thrown",
        () -> {
          throw new IllegalStateException("threw");
        });
    health.register("silent", CompletableFuture::new);
    assertThat(problems())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "wrong", "is down",
                "failed", "broke",
                "thrown", "threw",
                "silent", "no answer in 50 ms"));
  }

  @Test
  void degradations_wrong_areToldAndNoProblem() {
    health.registerDegradation(
        "cache", () -> CompletableFuture.completedFuture(Optional.of("serves what it knows")));
    assertThat(problems()).isEmpty();
    assertThat(health.degradations(PATIENCE).toCompletableFuture().join())
        .isEqualTo(Map.of("cache", "serves what it knows"));
  }

  private Map<String, String> problems() {
    return health.problems(PATIENCE).toCompletableFuture().join();
  }
}
