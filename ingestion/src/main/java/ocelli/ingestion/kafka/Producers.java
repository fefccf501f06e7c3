package ocelli.ingestion.kafka;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.kafka.ProducerSettings;
import akka.kafka.javadsl.SendProducer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;

/**
 * Producers side by side. A broker handles one request of a connection at a time and flushes that
 * request's partitions one after the other; over several connections the flushes overlap. A key
 * keeps its producer, hence its order. Thread-safe.
 */
final class Producers {
  /** Attempts to learn the topics at start, each as long as a send may block: 20 s by default. */
  private static final int METADATA_ATTEMPTS = 40;

  private final List<SendProducer<byte[], byte[]>> producers;

  private Producers(List<SendProducer<byte[], byte[]>> producers) {
    this.producers = producers;
  }

  /** Connects them; the topics exist. Blocking: for start-up. */
  static Producers start(
      ActorSystem<?> system,
      ProducerSettings<byte[], byte[]> settings,
      List<String> topics,
      int count) {
    return new Producers(
        IntStream.range(0, count).mapToObj(i -> connected(system, settings, topics)).toList());
  }

  /** Answers when the broker has the record. */
  CompletionStage<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return producers
        .get(Utils.toPositive(Utils.murmur2(record.key())) % producers.size())
        .send(record);
  }

  /** Flushes and closes them. */
  CompletionStage<Done> close() {
    CompletableFuture<?>[] closing =
        producers.stream()
            .map(producer -> producer.close().toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(closing).thenApply(closed -> Done.getInstance());
  }

  private static SendProducer<byte[], byte[]> connected(
      ActorSystem<?> system, ProducerSettings<byte[], byte[]> settings, List<String> topics) {
    Producer<byte[], byte[]> client = settings.createKafkaProducer();
    topics.forEach(topic -> learn(client, topic));
    return new SendProducer<>(settings.withProducer(client), system);
  }

  private static void learn(Producer<byte[], byte[]> client, String topic) {
    for (int attempt = 1; ; attempt++) {
      try {
        client.partitionsFor(topic);
        return;
      } catch (TimeoutException e) {
        if (attempt == METADATA_ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
