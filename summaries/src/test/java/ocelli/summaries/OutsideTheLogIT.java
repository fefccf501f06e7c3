package ocelli.summaries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import ocelli.protocol.ClientId;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.protocol.TransactionId;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retention of vision-1 has passed the journal's position in one partition. */
class OutsideTheLogIT {
  private static final String CLIENT = "outside";
  private static final int PARTITION = partitionOf("t-0");
  private static final long PATIENCE_SECONDS = 60; // on a machine that is busy

  private final LiveBackend backend = LiveBackend.shared();

  /** The log that this test damages is no other's, before or after. */
  @BeforeEach
  @AfterEach
  void ownTopic() throws Exception {
    try (Admin admin = backend.kafka().admin()) {
      if (admin.listTopics().names().get().contains(TopicNames.VISION)) {
        admin.deleteTopics(List.of(TopicNames.VISION)).all().get();
      }
    }
  }

  @Test
  void positionBeforeTheLog_thatPartitionStopsAndNamesWhatIsMissing() throws Exception {
    DatabaseSettings database = backend.newDatabase();
    String bootstrapServers = backend.kafka().bootstrapServers();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      TestNode first = start(database);
      send(producer, whole("t-0"));
      await("5 read", () -> done(first) == 5);
      first.close();

      send(producer, whole("t-0"));
      deleteBefore(8);
      TestNode second = start(database);
      send(producer, whole(elsewhere()));
      try (DeliveryReader delivery = new DeliveryReader(bootstrapServers)) {
        assertThat(delivery.envelopes(CLIENT, 2)).as("the others go on").hasSize(2);
        await("health", () -> problem(second).contains("offsets 5 to 7 are missing"));
        await("5 of the others read, none over the gap", () -> done(second) == 5);
      } finally {
        second.close();
      }
    }
  }

  private TestNode start(DatabaseSettings database) {
    TestNode node =
        backend.node(
            LiveBackend.hocon("ocelli.summaries.database", database)
                + LiveBackend.hocon("akka-persistence-jdbc.shared-databases.summaries.db", database)
                + "ocelli.summaries.idle-check-every = 200ms\n");
    Summaries.start(node.context(), VisionMessages.verifier());
    return node;
  }

  /** An image of one, announced and answered: five records and a summary. */
  private static List<ProducerRecord<byte[], byte[]>> whole(String transaction) {
    return new VisionMessages(CLIENT, transaction, 1, VisionMessages.ALL).wholly(0, 7);
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
    new ArrayList<>(records).forEach(producer::send);
    producer.flush();
  }

  private static double done(TestNode node) {
    return node
        .context()
        .meters()
        .find("ocelli.done")
        .tag("service", "summaries")
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static String problem(TestNode node) {
    return node.context()
        .health()
        .problems(Duration.ofSeconds(5))
        .toCompletableFuture()
        .join()
        .getOrDefault("summaries-journal", "healthy");
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private void deleteBefore(long offset) throws Exception {
    try (Admin admin = backend.kafka().admin()) {
      TopicPartition place = new TopicPartition(TopicNames.VISION, PARTITION);
      admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(offset))).all().get();
    }
  }

  private static int partitionOf(String transaction) {
    byte[] key = RecordKeys.transaction(new ClientId(CLIENT), new TransactionId(transaction));
    return Utils.toPositive(Utils.murmur2(key)) % 4;
  }

  private static String elsewhere() {
    int i = 1;
    while (partitionOf("t-" + i) == PARTITION) {
      i++;
    }
    return "t-" + i;
  }
}
