package ocelli.push;

import static ocelli.push.PushFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ocelli.runtime.HaltPoint;
import ocelli.testkit.HaltingProcess;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process of push that ends itself between two durable effects, at each place that {@code
 * docs/crash-points.md} names; another takes over.
 */
class HaltIT {
  private static final Duration PATIENCE = Duration.ofSeconds(180); // on a machine that is busy
  private static final int MESSAGES = 60;
  private static final int WINDOW = 10; // ARCHITECTURE, push: unmarked deliveries of an endpoint
  private static final String QUICK =
      "ocelli.push.retry-waits = [0s, 300ms, 500ms, 1s, 1s, 2s, 2s, 10m]";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push-writer-persisted",
        "push-lane-answered",
        "push-lane-marked",
        "push-row-parked",
        "push-row-taken",
        "push-row-answered"
      })
  void haltedThere_nothingIsLostAndRepeatsAreBounded(String point) throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(number -> number % 5 == 0 ? 500 : 200);
        HaltingProcess process = PushProcess.haltingAt(point, fixture, QUICK, folder)) {
      String token = fixture.pushing("nina", receiver.url(), "per-transaction");
      for (int i = 0; i < MESSAGES; i++) {
        fixture.publish("nina", token, "t" + i % 12, "n" + i);
      }
      fixture.flush();
      assertThat(process.awaitEnd(PATIENCE.toSeconds())).isEqualTo(HaltPoint.EXIT_CODE);

      fixture.start(QUICK);
      await("all of them", PATIENCE, () -> firsts(receiver).size() == MESSAGES);
      assertThat(receiver.accepted().size() - MESSAGES).as("repeats").isLessThanOrEqualTo(WINDOW);
      assertChained(firsts(receiver));
      assertInOrderWithinTransactions(firsts(receiver));
    }
  }

  /** The first arrival of each message, in the order of arrival. */
  private static List<Receiver.Webhook> firsts(Receiver receiver) {
    Set<String> seen = new HashSet<>();
    return receiver.accepted().stream().filter(webhook -> seen.add(webhook.id())).toList();
  }

  private static void assertChained(List<Receiver.Webhook> webhooks) {
    Map<Long, Receiver.Webhook> byCursor = new TreeMap<>(Comparator.naturalOrder());
    webhooks.forEach(webhook -> byCursor.put(webhook.cursor(), webhook));
    long before = -1;
    for (Receiver.Webhook webhook : byCursor.values()) {
      assertThat(webhook.previous()).isEqualTo(before);
      before = webhook.cursor();
    }
  }

  private static void assertInOrderWithinTransactions(List<Receiver.Webhook> webhooks) {
    Map<String, Long> last = new HashMap<>();
    for (Receiver.Webhook webhook : webhooks) {
      Long before = last.put(webhook.transaction(), webhook.cursor());
      assertThat(before == null ? -1 : before)
          .as(webhook.transaction())
          .isLessThan(webhook.cursor());
    }
  }
}
