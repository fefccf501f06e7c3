package ocelli.summaries;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.ClientId;
import ocelli.protocol.MessageIds;
import ocelli.protocol.TransactionId;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.summary.v1m0.Summary;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import ocelli.vision.v1m0.Announced;
import ocelli.vision.v1m0.Closed;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service on a real broker and a real database. */
class SummariesIT {
  private static DatabaseSettings database;
  private static KafkaProducer<byte[], byte[]> producer;

  private static TestNode node;
  private static Summaries summaries;
  private static DeliveryReader delivery;

  @BeforeAll
  static void start() {
    database = LiveBackend.shared().newDatabase();
    startNode();
    String bootstrapServers = LiveBackend.shared().kafka().bootstrapServers();
    delivery = new DeliveryReader(bootstrapServers);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  private static void startNode() {
    node =
        LiveBackend.shared()
            .node(
                LiveBackend.hocon("ocelli.summaries.database", database)
                    + LiveBackend.hocon(
                        "akka-persistence-jdbc.shared-databases.summaries.db", database)
                    + "ocelli.summaries.idle-after = 2s\n"
                    + "ocelli.summaries.idle-check-every = 200ms\n");
    summaries = Summaries.start(node.context(), VisionMessages.verifier());
  }

  @AfterAll
  static void stop() {
    delivery.close();
    producer.close();
    node.close();
  }

  private static void send(List<ProducerRecord<byte[], byte[]>> records) {
    records.forEach(producer::send);
    producer.flush();
  }

  private static List<ProducerRecord<byte[], byte[]>> shuffled(VisionMessages of, Random random) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.addAll(of.wholly(0, 7));
    records.addAll(of.wholly(1, 7));
    records.addAll(of.wholly(2, 9));
    Collections.shuffle(records, random);
    return records;
  }

  private static double counted(String meter) {
    return node.context().meters().find(meter).tag("service", "summaries").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  /** Waits until so many records are in the journal, all that were sent. */
  private static void awaitDone(double records) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (counted("ocelli.done") < records && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(counted("ocelli.done")).isEqualTo(records);
  }

  @Test
  void threeImagesInRandomOrder_oneSummary_restartsAddNone_aLateOneRevises() throws Exception {
    VisionMessages messages = new VisionMessages("camera", "t-1", 3, VisionMessages.ALL);
    double before = counted("ocelli.done");
    send(shuffled(messages, new Random(11)));

    Envelope first = delivery.envelopes("camera", 1).get(0);
    Summary summary = DeliveryReader.summary(first);
    assertThat(summary.getSentence())
        .isEqualTo(
            "3 images: 2 persons in 3 images, 6 words, 1 QR code; the sharpest is the third.");
    assertThat(summary.getClosedBy()).isEqualTo("complete");
    assertThat(first.getMessageId()).isEqualTo(id("camera", "t-1", 0));
    assertThat(first.getImageId()).isEmpty();

    awaitDone(before + 15);
    summaries.drain().toCompletableFuture().get(10, TimeUnit.SECONDS);
    node.close();
    startNode();
    send(messages.wholly(3, 9));

    List<Envelope> all = delivery.envelopes("camera", 2);
    assertThat(all)
        .extracting(Envelope::getMessageId)
        .containsExactly(id("camera", "t-1", 0), id("camera", "t-1", 1));
    Summary revised = DeliveryReader.summary(all.get(1));
    assertThat(revised.getRevision()).isEqualTo(1);
    assertThat(revised.getImagesCount()).isEqualTo(4);
    awaitDone(5);
    assertThat(counted("ocelli.received"))
        .isEqualTo(5); // the late image's own records, and none read again
  }

  @Test
  void killedWhileWaiting_goesOnWhereItWas() {
    VisionMessages messages = new VisionMessages("killed", "t-1", 3, VisionMessages.ALL);
    List<ProducerRecord<byte[], byte[]>> records = shuffled(messages, new Random(12));
    send(records.subList(0, 8));
    node.close(); // without a drain: what is not in the journal is read again
    startNode();
    send(records.subList(8, records.size()));
    assertThat(delivery.envelopes("killed", 1))
        .singleElement()
        .extracting(Envelope::getMessageId)
        .isEqualTo(id("killed", "t-1", 0));
  }

  @Test
  void closedByTheClient_waitsForWhatWasAnnounced() {
    VisionMessages messages = new VisionMessages("closing", "t-1", 0, VisionMessages.ALL);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(messages.record(messages.of(0, Announced.getDefaultInstance())));
    records.add(messages.record(messages.of(0, Closed.getDefaultInstance())));
    records.addAll(messages.wholly(0, 7));
    send(records);
    assertThat(DeliveryReader.summary(delivery.envelopes("closing", 1).get(0)).getClosedBy())
        .isEqualTo("closed");
  }

  @Test
  void nothingMoreComes_partialAfterTheIdleTime() {
    send(new VisionMessages("idle", "t-1", 0, VisionMessages.ALL).wholly(0, 7));
    assertThat(DeliveryReader.summary(delivery.envelopes("idle", 1).get(0)).getClosedBy())
        .isEqualTo("partial");
  }

  @Test
  void whatDoesNotCount_isQuarantinedAndTheRestGoesOn() {
    VisionMessages messages = new VisionMessages("beset", "t-1", 1, VisionMessages.ALL);
    double before = counted("ocelli.failed");
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(messages.garbage());
    Envelope forged =
        messages.of(0, Announced.getDefaultInstance()).toBuilder().setToken("forged").build();
    records.add(messages.record(forged));
    records.addAll(messages.wholly(0, 7));
    send(records);
    assertThat(delivery.envelopes("beset", 1)).hasSize(1);
    assertThat(counted("ocelli.failed") - before).isEqualTo(2);
  }

  @Test
  void manyTransactionsAtOnce_eachItsOneSummary() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      VisionMessages messages = new VisionMessages("many", "t-" + i, 3, VisionMessages.ALL);
      records.addAll(shuffled(messages, new Random(i)));
    }
    Collections.shuffle(records, new Random(13));
    double before = counted("ocelli.done");
    send(records);
    awaitDone(before + records.size());
    List<Envelope> all = delivery.envelopes("many", 300);
    assertThat(all).hasSize(300).extracting(Envelope::getMessageId).doesNotHaveDuplicates();
    assertThat(all).allMatch(one -> DeliveryReader.summary(one).getRevision() == 0);
  }

  private static String id(String client, String transaction, int revision) {
    return MessageIds.summary(new ClientId(client), new TransactionId(transaction), 0, revision);
  }
}
