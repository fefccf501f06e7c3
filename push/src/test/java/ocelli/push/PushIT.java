package ocelli.push;

import static ocelli.push.PushFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.protocol.ClientId;
import ocelli.protocol.RecordKeys;
import ocelli.push.core.Slices;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/** Push on a real broker and database, towards endpoints on this machine. */
class PushIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90); // on a busy machine
  private static final String QUICK =
      "ocelli.push.retry-waits = [0s, 300ms, 500ms, 1s, 1s, 2s, 2s, 2s, 2s]";

  @Test
  void messages_arriveSignedWithTheirPredecessors() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(number -> 204)) {
      var node = fixture.start("");
      String token = fixture.pushing("alice", receiver.url(), "per-transaction");
      for (int i = 0; i < 100; i++) {
        fixture.publish(
            "alice", i % 10 == 3 ? fixture.silent("alice") : token, "t" + i % 4, "n" + i);
      }
      fixture.raw("nobody".getBytes(), "forged".getBytes()).get();
      await("90 webhooks", PATIENCE, () -> receiver.accepted().size() >= 90);

      List<Receiver.Webhook> byCursor = new ArrayList<>(receiver.accepted());
      byCursor.sort(Comparator.comparing(Receiver.Webhook::cursor));
      assertThat(byCursor).hasSize(90).extracting(Receiver.Webhook::id).doesNotHaveDuplicates();
      assertThat(byCursor.get(0).previous()).isEqualTo(-1);
      for (Receiver.Webhook webhook : byCursor.subList(1, 90)) {
        assertThat(webhook.previous())
            .as("no claim, but a message")
            .isEqualTo(webhook.cursor() - 1);
      }
      assertInOrderWithinTransactions(receiver.accepted());
      for (Receiver.Webhook webhook : byCursor) {
        new Webhook(PushFixture.secret("alice"))
            .verify(webhook.body(), HttpHeaders.of(lowerCase(webhook), (name, value) -> true));
      }
      await(
          "quarantined", PATIENCE, () -> node.count("ocelli.failed", "reason", "unparseable") == 1);
      assertUsualLatency(fixture, receiver, token);
    }
  }

  private static void assertUsualLatency(PushFixture fixture, Receiver receiver, String token)
      throws Exception {
    long[] micros = new long[40];
    for (int i = 0; i < micros.length; i++) {
      int before = receiver.accepted().size();
      fixture.publish("alice", token, "latency", "one").get();
      long acknowledged = System.nanoTime();
      await("the next", PATIENCE, () -> receiver.accepted().size() > before);
      micros[i] = (receiver.accepted().get(before).atNanos() - acknowledged) / 1000;
    }
    Arrays.sort(micros);
    System.getLogger("push")
        .log(
            System.Logger.Level.INFO,
            "acknowledged to arrival, µs: p50 {0} p95 {1}",
            micros[20],
            micros[38]);
    assertThat(micros[20]).as("median, µs").isLessThan(100_000);
  }

  private static Map<String, List<String>> lowerCase(Receiver.Webhook webhook) {
    Map<String, List<String>> headers = new HashMap<>();
    webhook.headers().forEach((name, values) -> headers.put(name.toLowerCase(), values));
    return headers;
  }

  private static void assertInOrderWithinTransactions(List<Receiver.Webhook> arrived) {
    Map<String, Long> last = new HashMap<>();
    for (Receiver.Webhook webhook : arrived) {
      Long before = last.put(webhook.transaction(), webhook.cursor());
      assertThat(before == null ? -1 : before)
          .as(webhook.transaction())
          .isLessThan(webhook.cursor());
    }
  }

  @Test
  void everySeventhRefused_allArriveInOrderWithinTransactions() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(number -> number % 7 == 0 ? 500 : 200)) {
      fixture.start(QUICK);
      String token = fixture.pushing("bob", receiver.url(), "per-transaction");
      for (int i = 0; i < 300; i++) {
        fixture.publish("bob", token, "t" + i % 25, "n" + i);
      }
      await("300 webhooks", PATIENCE, () -> receiver.accepted().size() >= 300);
      assertThat(receiver.accepted()).extracting(Receiver.Webhook::id).doesNotHaveDuplicates();
      assertInOrderWithinTransactions(receiver.accepted());
    }
  }

  @Test
  void endpointThatNeverAnswers_neighbourInTheSameSliceAndBatchDoesNotWaitForIt() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver silent = Receiver.silent();
        Receiver healthy = Receiver.answering(number -> 200)) {
      // Longer than the test: who waited for the silent one would wait to the end.
      var node = fixture.start("ocelli.push.webhook.timeout = 10m");
      String[] pair = neighbours();
      String dead = fixture.pushing(pair[0], silent.url(), "per-transaction");
      String alive = fixture.pushing(pair[1], healthy.url(), "per-transaction");
      fixture.publish(pair[1], alive, "warm", "up").get();
      await("warm", PATIENCE, () -> healthy.accepted().size() == 1);
      for (int i = 0; i < 200; i++) {
        fixture.publish(pair[0], dead, "t" + i, "into the void");
        fixture.publish(pair[1], alive, "t" + i, "n" + i);
      }
      fixture.flush();
      await("its neighbour's", PATIENCE, () -> healthy.accepted().size() == 201);
      assertThat(silent.requests()).as("in flight at most").isBetween(1, 10);
      await("their count", PATIENCE, () -> node.count("ocelli.done") == 201);
    }
  }

  /** Two clients of one partition and one slice. */
  private static String[] neighbours() {
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; ; i++) {
      String client = "client-" + i;
      byte[] key = RecordKeys.client(new ClientId(client));
      int partition = Utils.toPositive(Utils.murmur2(key)) % 4;
      String other = seen.putIfAbsent(partition + "/" + new Slices(4).of(client), client);
      if (other != null) {
        return new String[] {other, client};
      }
    }
  }

  @Test
  void recordsWithoutClaim_moveThePositionAndAreNotReadAgain() throws Exception {
    try (PushFixture fixture = new PushFixture()) {
      var first = fixture.start("");
      String token = fixture.silent("carol");
      for (int i = 0; i < 10_000; i++) {
        fixture.publish("carol", token, "t", "n" + i);
      }
      await("10,000 read", PATIENCE, () -> first.count("ocelli.received") == 10_000);
      first.kill();
      var second = fixture.start("");
      fixture.publish("carol", token, "t", "one more").get();
      await("one more read", PATIENCE, () -> second.count("ocelli.received") >= 1);
      assertThat(second.count("ocelli.received")).isEqualTo(1);
    }
  }

  @Test
  void killedMidDelivery_repeatsAtMostTenPerEndpoint() throws Exception {
    AtomicInteger number = new AtomicInteger();
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(n -> 200)) {
      String token = fixture.pushing("dave", receiver.url(), "parallel");
      var node = fixture.start("");
      for (int i = 0; i < 1_500; i++) {
        fixture.publish("dave", token, "t" + i % 50, "n" + number.incrementAndGet());
      }
      fixture.flush();
      for (int kill = 1; kill <= 3; kill++) {
        int enough = kill * 350;
        await("some more", PATIENCE, () -> distinct(receiver) >= enough);
        node.kill();
        node = fixture.start("");
      }
      await("all", PATIENCE, () -> distinct(receiver) == 1_500);
      assertThat(receiver.accepted().size() - 1_500)
          .as("repeats of three kills")
          .isLessThanOrEqualTo(30);
    }
  }

  @Test
  void drained_repeatsNothing() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(n -> 200)) {
      String token = fixture.pushing("frank", receiver.url(), "parallel");
      var node = fixture.start("");
      for (int i = 0; i < 400; i++) {
        fixture.publish("frank", token, "t" + i % 50, "n" + i);
      }
      await("some", PATIENCE, () -> distinct(receiver) >= 100);
      node.push().drain().toCompletableFuture().get(90, TimeUnit.SECONDS);
      node.kill();
      fixture.start("");
      await("all", PATIENCE, () -> distinct(receiver) == 400);
      assertThat(receiver.accepted()).hasSize(400);
    }
  }

  private static int distinct(Receiver receiver) {
    Set<String> ids = new HashSet<>();
    receiver.accepted().forEach(webhook -> ids.add(webhook.id()));
    return ids.size();
  }
}
