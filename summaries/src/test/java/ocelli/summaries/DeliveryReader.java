package ocelli.summaries;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.EnvelopeReader;
import ocelli.protocol.TopicNames;
import ocelli.summary.v1m0.Summary;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all of delivery-1 from its beginning, for tests. */
final class DeliveryReader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<EnvelopeReader.WellFormed> seen = new ArrayList<>();

  DeliveryReader(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> places =
        consumer.partitionsFor(TopicNames.DELIVERY).stream()
            .map(place -> new TopicPartition(place.topic(), place.partition()))
            .toList();
    consumer.assign(places);
    consumer.seekToBeginning(places);
  }

  /** The first so many envelopes of a client, as soon as they are there. */
  List<Envelope> envelopes(String client, int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (of(client).size() < count && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        seen.add((EnvelopeReader.WellFormed) EnvelopeReader.read(record.value()));
      }
    }
    return of(client);
  }

  private List<Envelope> of(String client) {
    return seen.stream()
        .map(EnvelopeReader.WellFormed::envelope)
        .filter(envelope -> envelope.getClientId().equals(client))
        .toList();
  }

  static Summary summary(Envelope envelope) {
    try {
      return envelope.getPayload().unpack(Summary.class);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
