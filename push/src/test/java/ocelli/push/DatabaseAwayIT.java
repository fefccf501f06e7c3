package ocelli.push;

import static ocelli.push.PushFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ocelli.embedded.EmbeddedPostgres;
import ocelli.runtime.jdbc.DatabaseSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is stopped while push runs, and started again. */
class DatabaseAwayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120); // on a machine that is busy
  private static final String PASSWORD = "test-password";
  private static final int WINDOW = 10; // deliveries off the record, as set in reference.conf

  @TempDir Path folder;

  @Test
  void databaseStoppedAndStarted_nothingIsLostAndItRecoversByItself() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
    postgres.ensureDatabase("push", PASSWORD);
    try (Relay relay = new Relay()) {
      relay.to(port(postgres));
      String url = postgres.url("push").replace(":" + port(postgres), ":" + relay.port());
      try (PushFixture fixture = new PushFixture(new DatabaseSettings(url, "push", PASSWORD, 4));
          Receiver receiver = Receiver.answering(number -> number % 7 == 0 ? 500 : 200)) {
        var node = fixture.start("ocelli.push.retry-waits = [0s, 300ms, 1s, 1s, 1s, 1s, 1s, 1s]");
        String token = fixture.pushing("judy", receiver.url(), "per-transaction");
        publish(fixture, token, 0, 100);
        await("some", PATIENCE, () -> receiver.accepted().size() >= 30);

        postgres.close();
        publish(fixture, token, 100, 200);
        await("health", PATIENCE, () -> node.problems().containsKey("push-journal"));

        postgres = EmbeddedPostgres.start(folder);
        relay.to(port(postgres));
        await("all", PATIENCE, () -> distinct(receiver).size() == 200);
        await("healthy", PATIENCE, () -> node.problems().isEmpty());
        assertThat(receiver.accepted().size() - 200).as("repeats").isLessThanOrEqualTo(WINDOW);
        assertFirstsInOrder(receiver);
      }
    } finally {
      postgres.close();
    }
  }

  private static void publish(PushFixture fixture, String token, int from, int to) {
    for (int i = from; i < to; i++) {
      fixture.publish("judy", token, "t" + i % 20, "n" + i);
    }
    fixture.flush();
  }

  private static Set<String> distinct(Receiver receiver) {
    Set<String> ids = new HashSet<>();
    receiver.accepted().forEach(webhook -> ids.add(webhook.id()));
    return ids;
  }

  private static void assertFirstsInOrder(Receiver receiver) {
    Set<String> seen = new HashSet<>();
    Map<String, Long> last = new HashMap<>();
    for (Receiver.Webhook webhook : receiver.accepted()) {
      if (seen.add(webhook.id())) {
        Long before = last.put(webhook.transaction(), webhook.cursor());
        assertThat(before == null ? -1 : before)
            .as(webhook.transaction())
            .isLessThan(webhook.cursor());
      }
    }
  }

  private static int port(EmbeddedPostgres postgres) {
    Matcher port = Pattern.compile(":(\\d+)/").matcher(postgres.url("push"));
    assertThat(port.find()).isTrue();
    return Integer.parseInt(port.group(1));
  }
}
