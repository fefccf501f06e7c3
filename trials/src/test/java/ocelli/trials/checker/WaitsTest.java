package ocelli.trials.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WaitsTest {
  private static final Entry.Client ANNA = new Entry.Client("anna", 2, true);

  @Test
  void ofWebhooks_eachTaskCame_theFirstOfEach() {
    assertThat(
            Waits.ofWebhooks(
                List.of(
                    ANNA,
                    taken("i", 100),
                    hook("a", "i", 1, 130),
                    hook("a", "i", 1, 900),
                    hook("b", "i", 2, 150)),
                "anna",
                0,
                1000))
        .containsExactlyInAnyOrder(30L, 50L);
  }

  @Test
  void ofWebhooks_someHaveNotCome_eachCountsAsNever() {
    assertThat(
            Waits.ofWebhooks(
                List.of(
                    ANNA,
                    taken("i", 100),
                    hook("a", "i", 1, 130),
                    hook("a", "i", 1, 140),
                    taken("j", 200)),
                "anna",
                0,
                1000))
        .containsExactlyInAnyOrder(30L, Waits.NEVER, Waits.NEVER, Waits.NEVER);
  }

  @Test
  void ofWebhooks_acknowledgedAtAnotherTime_doesNotCount() {
    assertThat(
            Waits.ofWebhooks(
                List.of(ANNA, taken("i", 100), taken("j", 200), taken("k", 300)), "anna", 200, 300))
        .hasSize(2); // both tasks of j
  }

  private static Entry taken(String image, long at) {
    return new Entry.Attempt("anna", "t", image, 0, 4, at, at, at, 200, false);
  }

  private static Entry hook(String id, String image, long cursor, long at) {
    String body =
        "{\"id\":\"%s\",\"type\":\"quality.v1m0.Quality\",\"timestamp\":\"now\",\"cursor\":%d,\"transaction\":\"t\",\"image\":\"%s\",\"data\":{}}"
            .formatted(id, cursor, image);
    return new Entry.Webhook("anna", at, true, true, body);
  }
}
