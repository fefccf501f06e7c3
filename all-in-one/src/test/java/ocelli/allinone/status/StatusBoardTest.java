package ocelli.allinone.status;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StatusBoardTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Set<String> wrong = Set.of();
  private Instant now = START;
  private final StatusBoard board =
      new StatusBoard(
          () -> CompletableFuture.completedFuture(wrong),
          Costs.ofThisProduct(),
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  @Test
  void json_beforeTheFirstLook_isUnknown() throws Exception {
    assertThat(read().get("status").asText()).isEqualTo("unknown");
    look(0, Set.of());
    assertThat(read().get("status").asText()).isEqualTo("well");
  }

  @Test
  void json_stillWrong_keepsItsBeginning_andAReturnBeginsAnew() throws Exception {
    look(0, Set.of("push-journal"));
    assertThat(read().get("status").asText()).isEqualTo("well");
    look(5, Set.of("push-journal", "firehose is away"));
    assertThat(read().get("degraded")).hasSize(1);
    look(10, Set.of("push-journal", "firehose is away"));

    JsonNode degraded = read().get("degraded");
    assertThat(degraded).hasSize(2);
    assertThat(degraded.get(0).get("what").asText()).isEqualTo("firehose is away");
    assertThat(degraded.get(0).get("since").asText()).isEqualTo("2026-01-01T00:00:05Z");
    assertThat(degraded.get(1).get("since").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(degraded.get(1).get("costs").asText()).startsWith("Webhooks are late");

    look(15, Set.of());
    look(20, Set.of("push-journal"));
    look(25, Set.of("push-journal"));
    assertThat(read().get("degraded").get(0).get("since").asText())
        .isEqualTo("2026-01-01T00:00:20Z");
  }

  @Test
  void answer_anotherPathOrMethod_isSomebodyElses() {
    assertThat(board.answer(HttpRequest.GET("http://h/status?x=y"))).isPresent();
    assertThat(board.answer(HttpRequest.GET("http://h/status/x"))).isEmpty();
    assertThat(board.answer(HttpRequest.POST("http://h/status"))).isEmpty();
  }

  private void look(int second, Set<String> found) {
    now = START.plusSeconds(second);
    wrong = found;
    board.lookOnce().toCompletableFuture().join();
  }

  private JsonNode read() throws Exception {
    return new ObjectMapper().readTree(board.json());
  }
}
