package ocelli.push;

import static ocelli.push.PushFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import ocelli.protocol.TopicNames;
import ocelli.testkit.LiveBackend;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Records that are not where they must be, and positions that the log does not hold. */
class OutsideTheLogIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60); // on a machine that is busy

  @Test
  void positionBeforeTheLog_thatPartitionStopsAndNamesWhatIsMissing() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(number -> 200)) {
      String stopped = "kim";
      String running = clientElsewhere(stopped);
      var first = fixture.start("");
      publish(fixture, stopped, receiver, 20);
      await("20", PATIENCE, () -> receiver.accepted().size() == 20);
      first.kill();

      publish(fixture, stopped, receiver, 10);
      deleteUpTo(PushFixture.partitionOf(stopped), 25);
      var second = fixture.start("");
      publish(fixture, running, receiver, 5);

      await("the others go on", PATIENCE, () -> receiver.accepted().size() == 25);
      String place = TopicNames.DELIVERY + "/" + PushFixture.partitionOf(stopped);
      await("health", PATIENCE, () -> second.problems().containsKey("push-partitions"));
      assertThat(second.problems().get("push-partitions"))
          .isEqualTo(place + ": offsets 20 to 24 are no longer there");
      assertThat(receiver.accepted())
          .as("nothing jumps over the gap")
          .filteredOn(webhook -> webhook.cursor() >= 25)
          .isEmpty();
      second.kill();

      String move =
          "ocelli.push.moves = [{ partition = "
              + PushFixture.partitionOf(stopped)
              + ", from = 20, to = 25 }]";
      var third = fixture.start(move);
      await("what is left of them", PATIENCE, () -> receiver.accepted().size() == 30);
      third.kill();
      // The move was made: who stands behind it is left alone.
      fixture.start(move);
      publish(fixture, stopped, receiver, 2);
      await("the next", PATIENCE, () -> receiver.accepted().size() == 32);
    }
  }

  @Test
  void positionBehindTheLog_thatPartitionStopsAndSaysSo() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(number -> 200)) {
      fixture.start("ocelli.push.roles = [read]").kill(); // makes the tables
      try (JournalRows journal = new JournalRows(fixture.database(), receiver.url())) {
        journal.insert(1, 2, 1);
        journal.commit();
      }
      var node = fixture.start("");
      await("health", PATIENCE, () -> node.problems().containsKey("push-partitions"));
      assertThat(node.problems().get("push-partitions"))
          .isEqualTo("delivery-1/0: the log ends at 0, the position is 1");
    }
  }

  @Test
  void recordInAnotherPartitionThanItsKeys_isQuarantinedAndTheRestGoesOn() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(number -> 200)) {
      var node = fixture.start("");
      String token = fixture.pushing("liam", receiver.url(), "per-transaction");
      int elsewhere = (PushFixture.partitionOf("liam") + 1) % 4;
      fixture.into(elsewhere, "liam", fixture.envelope("liam", token, "t", "astray")).get();
      await(
          "quarantined",
          PATIENCE,
          () -> node.count("ocelli.failed", "reason", "wrong-partition") == 1);
      fixture.publish("liam", token, "t", "at home").get();
      await("the rest", PATIENCE, () -> receiver.accepted().size() == 1);
      assertThat(receiver.accepted().get(0).body()).contains("at home");
    }
  }

  private static void publish(PushFixture fixture, String client, Receiver receiver, int count)
      throws Exception {
    String token = fixture.pushing(client, receiver.url(), "per-transaction");
    for (int i = 0; i < count; i++) {
      fixture.publish(client, token, "t", "n" + i).get();
    }
  }

  private static String clientElsewhere(String client) {
    for (int i = 0; ; i++) {
      if (PushFixture.partitionOf("client-" + i) != PushFixture.partitionOf(client)) {
        return "client-" + i;
      }
    }
  }

  private static void deleteUpTo(int partition, long offset) throws Exception {
    try (Admin admin = LiveBackend.shared().kafka().admin()) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(TopicNames.DELIVERY, partition),
                  RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }
}
