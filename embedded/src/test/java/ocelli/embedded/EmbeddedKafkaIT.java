package ocelli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
  private static final int MAX_RECORD_BYTES = 1 << 20;
  private static final long PATIENCE_SECONDS = 120; // of 300 that Kafka alone would take

  @TempDir Path folder;

  @Test
  void restartedOnItsFolder_keepsTopicsAndRecords() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, MAX_RECORD_BYTES);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
      assertThat(append(kafka)).isZero();
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, MAX_RECORD_BYTES)) {
      assertThat(append(kafka)).isEqualTo(1);
    }
  }

  /** The quorum is gone before the last of a cluster ends: Kafka alone would wait five minutes. */
  @Test
  void lastOfACluster_endsInSeconds_andKeepsWhatItAcknowledged() throws Exception {
    List<KafkaNode> nodes = pair();
    List<EmbeddedKafka> cluster = startAll(nodes);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", nodes.get(1).address()))) {
      admin
          .createTopics(List.of(new NewTopic("t", 1, (short) 2)))
          .all()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(append(cluster.get(1))).isZero();
    }
    cluster.get(0).close();
    CompletableFuture.runAsync(cluster.get(1)::close).get(PATIENCE_SECONDS, TimeUnit.SECONDS);

    cluster = startAll(nodes);
    assertThat(append(cluster.get(1))).isEqualTo(1);
    CompletableFuture.allOf(
            cluster.stream()
                .map(node -> CompletableFuture.runAsync(node::close))
                .toArray(CompletableFuture<?>[]::new))
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private List<KafkaNode> pair() throws Exception {
    List<Integer> controllers = List.of(FreePort.any(), FreePort.any());
    String voters = "1@127.0.0.1:%d,2@127.0.0.1:%d".formatted(controllers.toArray());
    String clusterId = EmbeddedKafka.clusterId(folder);
    List<KafkaNode> nodes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Path own = folder.resolve("node-" + i);
      nodes.add(
          new KafkaNode(
              i + 1,
              own,
              FreePort.any(),
              controllers.get(i),
              voters,
              2,
              clusterId,
              MAX_RECORD_BYTES,
              "",
              0));
    }
    return nodes;
  }

  /** Side by side: each waits for the other. */
  private static List<EmbeddedKafka> startAll(List<KafkaNode> nodes) throws Exception {
    List<CompletableFuture<EmbeddedKafka>> starting =
        nodes.stream()
            .map(
                node ->
                    CompletableFuture.supplyAsync(
                        () -> started(node), task -> new Thread(task, "node-" + node.id()).start()))
            .toList();
    List<EmbeddedKafka> started = new ArrayList<>();
    for (CompletableFuture<EmbeddedKafka> one : starting) {
      started.add(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
    return started;
  }

  private static EmbeddedKafka started(KafkaNode node) {
    try {
      return EmbeddedKafka.start(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long append(EmbeddedKafka kafka) throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      return producer
          .send(new ProducerRecord<>("t", new byte[] {1}))
          .get(20, TimeUnit.SECONDS)
          .offset();
    }
  }
}
