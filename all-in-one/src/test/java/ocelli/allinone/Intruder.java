package ocelli.allinone;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ocelli.protocol.EnvelopeReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Somebody who reached the broker: reads every topic, and writes into them what he likes. */
final class Intruder implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long SECONDS = 20;

  private final String broker;
  private final KafkaProducer<byte[], byte[]> producer;

  Intruder(String broker) {
    this.broker = broker;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** How many partitions a topic has. */
  int partitions(String topic) {
    return producer.partitionsFor(topic).size();
  }

  /**
   * Writes a record.
   *
   * @param partition null for where its key belongs
   */
  void write(String topic, @Nullable Integer partition, byte[] key, byte @Nullable [] value)
      throws Exception {
    producer
        .send(new ProducerRecord<>(topic, partition, key, value))
        .get(SECONDS, TimeUnit.SECONDS);
  }

  /** Everything that is in a topic now. */
  List<ConsumerRecord<byte[], byte[]>> all(String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker, "enable.auto.commit", "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> places =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(places);
      consumer.seekToBeginning(places);
      Map<TopicPartition, Long> ends = consumer.endOffsets(places);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (places.stream().anyMatch(place -> consumer.position(place) < ends.get(place))) {
        consumer.poll(POLL).forEach(records::add);
      }
      return records;
    }
  }

  /** A genuine record of a topic whose payload's type ends so. */
  ConsumerRecord<byte[], byte[]> overheard(String topic, String type) {
    return all(topic).stream()
        .filter(record -> record.value() != null)
        .filter(
            record ->
                EnvelopeReader.read(record.value()) instanceof EnvelopeReader.WellFormed genuine
                    && genuine.envelope().getPayload().getTypeUrl().endsWith(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + " in " + topic));
  }

  /** A header of a quarantined record. */
  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
