package ocelli.vision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ocelli.embedded.EmbeddedKafka;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.ClientId;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TransactionId;
import ocelli.runtime.HaltPoint;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.testkit.HaltingProcess;
import ocelli.testkit.TestNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process of vision alone that ends itself where a record is in quarantine and its position has
 * not moved, as {@code docs/crash-points.md} names the place; another goes on.
 */
class HaltIT {
  private static final String TASK = "quality-1.0";
  private static final String GROUP = "vision-" + TASK;
  private static final String SETTINGS = "ocelli.vision.tasks = [\"" + TASK + "\"]";
  private static final long PATIENCE_SECONDS = 180; // on a machine that is busy

  @Test
  void haltedWhereARecordIsQuarantined_itIsQuarantinedAgainAndWhatFollowsIsAnswered(
      @TempDir Path folder) throws Exception {
    try (EmbeddedKafka server =
        EmbeddedKafka.start(folder.resolve("kafka"), KafkaConnection.MAX_RECORD_BYTES)) {
      KafkaConnection kafka = new KafkaConnection(server.bootstrapServers());
      runWhile(kafka, () -> {}); // topics and first positions
      try (Broker broker = new Broker(kafka)) {
        RecordMetadata noise =
            broker.send(
                RecordKeys.transaction(new ClientId("doris"), new TransactionId("visit")),
                "noise".getBytes(UTF_8));
        Envelope image =
            broker.image(
                "doris", "visit", "after".getBytes(UTF_8), Map.of(TASK, true), List.of(TASK));
        RecordMetadata after = broker.send(image);
        assertThat(after.partition()).isEqualTo(noise.partition());
        try (HaltingProcess process =
            VisionProcess.haltingAt(
                GROUP + "-quarantined", kafka, SETTINGS, folder.resolve("said"))) {
          assertThat(process.awaitEnd(PATIENCE_SECONDS)).isEqualTo(HaltPoint.EXIT_CODE);
        }
        assertThat(broker.read("ingest-1-quarantine", 1, record -> source(record, noise)))
            .hasSize(1);
        assertThat(broker.committed(GROUP, noise)).isEqualTo(noise.offset());

        runWhile(
            kafka,
            () -> {
              broker.answers("delivery-1", 1, image);
              broker.awaitCommitted(GROUP, after);
            });
        assertThat(broker.read("ingest-1-quarantine", 2, record -> source(record, noise)))
            .extracting(record -> new String(record.value(), UTF_8))
            .containsExactly("noise", "noise");
      }
    }
  }

  private static void runWhile(KafkaConnection kafka, Runnable work) throws Exception {
    try (TestNode node = TestNode.start(kafka, SETTINGS)) {
      Vision vision = VisionProcess.start(node);
      work.run();
      vision.drain().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static boolean source(ConsumerRecord<byte[], byte[]> aside, RecordMetadata of) {
    return new String(aside.headers().lastHeader("ocelli-source").value(), UTF_8)
        .equals(of.topic() + "/" + of.partition() + "/" + of.offset());
  }
}
