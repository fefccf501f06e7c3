package ocelli.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import ocelli.protocol.ClientId;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retention of delivery-1 has passed the journal's position in one partition. */
class OutsideTheLogIT {
  private static final String STOPPED = "kim";
  private static final int PARTITION = partitionOf(STOPPED);
  private static final String RUNNING = clientElsewhere();
  private static final long PATIENCE_SECONDS = 60; // on a machine that is busy

  private final LiveBackend backend = LiveBackend.shared();

  /** The log that this test damages is no other's, before or after. */
  @BeforeEach
  @AfterEach
  void ownTopic() throws Exception {
    try (Admin admin = backend.kafka().admin()) {
      if (admin.listTopics().names().get().contains(TopicNames.DELIVERY)) {
        admin.deleteTopics(List.of(TopicNames.DELIVERY)).all().get();
      }
    }
  }

  @Test
  void positionBeforeTheLog_thatPartitionStopsAndNamesWhatIsMissing() throws Exception {
    DatabaseSettings database = backend.newDatabase();
    try (FirehoseFixture first = FirehoseFixture.start(database, "")) {
      first.sendTexts(STOPPED, 20);
      try (HeldReader held = first.open(STOPPED, "{\"from\": \"earliest\"}")) {
        held.messages(20);
      }
    }
    try (FirehoseFixture another = FirehoseFixture.start(backend.newDatabase(), "")) {
      another.sendTexts(STOPPED, 10);
    }
    deleteBefore(25);
    try (FirehoseFixture second =
        FirehoseFixture.start(database, "ocelli.firehose.heartbeat = 500ms")) {
      second.sendTexts(RUNNING, 5);
      try (HeldReader held = second.open(RUNNING, "{\"from\": \"earliest\"}")) {
        assertThat(held.messages(5)).as("the others go on").hasSize(5);
      }
      assertThat(problem(second)).contains(PARTITION + "=").contains("offsets 20 to 24");
      try (HeldReader held = second.open(STOPPED, "{\"from\": \"earliest\"}")) {
        assertThat(held.messages(20).get(19)).contains("\"cursor\":19,");
        assertThat(held.line()).as("nothing jumps over the gap").startsWith("{\"heartbeat\"");
      }
    }
    String move = "{ partition = " + PARTITION + ", from = 20, to = 25 }";
    try (FirehoseFixture third =
        FirehoseFixture.start(database, "ocelli.firehose.moves = [" + move + "]")) {
      try (HeldReader held = third.open(STOPPED, "{\"from\": \"earliest\"}")) {
        assertThat(held.messages(25).get(20)).contains("\"cursor\":25,");
      }
    }
    // The move was made: who stands behind it is left alone.
    try (FirehoseFixture fourth =
        FirehoseFixture.start(database, "ocelli.firehose.moves = [" + move + "]")) {
      fourth.sendTexts(STOPPED, 3);
      try (HeldReader held = fourth.open(STOPPED, "{\"from\": \"earliest\"}")) {
        assertThat(held.messages(28)).doesNotHaveDuplicates();
      }
    }
  }

  private static String problem(FirehoseFixture firehose) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    Map<String, String> problems = Map.of();
    while (!problems.containsKey("firehose-journal") && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      problems =
          firehose
              .node()
              .context()
              .health()
              .problems(Duration.ofSeconds(5))
              .toCompletableFuture()
              .join();
    }
    return problems.getOrDefault("firehose-journal", "healthy");
  }

  private void deleteBefore(long offset) throws Exception {
    try (Admin admin = backend.kafka().admin()) {
      TopicPartition place = new TopicPartition(TopicNames.DELIVERY, PARTITION);
      admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(offset))).all().get();
    }
  }

  private static int partitionOf(String client) {
    return Utils.toPositive(Utils.murmur2(RecordKeys.client(new ClientId(client)))) % 4;
  }

  private static String clientElsewhere() {
    int i = 0;
    while (partitionOf("client-" + i) == PARTITION) {
      i++;
    }
    return "client-" + i;
  }
}
