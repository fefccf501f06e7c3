package ocelli.vision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ingest.v1m0.IngestedImage;
import ocelli.protocol.ClientId;
import ocelli.protocol.EnvelopeReader;
import ocelli.protocol.ImageId;
import ocelli.protocol.Payloads;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TransactionId;
import ocelli.runtime.kafka.KafkaConnection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends images as ingestion does, and reads topics until what is awaited is there. */
public final class Broker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final KeySource KEYS = KeySource.generated();

  private final KafkaConnection kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final TokenMint mint =
      new TokenMint(KEYS, java.time.Clock.systemUTC(), new Random(20261121));
  private final Random random = new Random();

  /** On that broker, whose topics exist. */
  public Broker(KafkaConnection kafka) {
    this.kafka = kafka;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Verifies the tokens of these images. */
  public static TokenVerifier verifier() {
    return TokenVerifier.create(KEYS);
  }

  /**
   * An image's envelope, as ingestion makes it.
   *
   * @param grants of its token
   * @param tasks expected of it
   */
  public Envelope image(
      String client,
      String transaction,
      byte[] content,
      Map<String, ?> grants,
      List<String> tasks) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    long now = System.currentTimeMillis() * 1000;
    return Envelope.newBuilder()
        .setCorrelationId(transaction)
        .setClientId(client)
        .setToken(mint.authorisation(new ClientId(client), grants))
        .setImageId(ImageId.random(id).value())
        .setMessageId(ImageId.random(id).value())
        .setAcceptedAtMicros(now)
        .setCreatedAtMicros(now)
        .addAllExpectedTasks(tasks)
        .setPayload(
            Payloads.pack(
                IngestedImage.newBuilder()
                    .setContent(com.google.protobuf.ByteString.copyFrom(content))
                    .build()))
        .build();
  }

  /** Puts an envelope on ingest-1 under its transaction's key. */
  public RecordMetadata send(Envelope image) {
    return send(
        RecordKeys.transaction(
            new ClientId(image.getClientId()), new TransactionId(image.getCorrelationId())),
        image.toByteArray());
  }

  /** Puts any bytes on ingest-1. */
  public RecordMetadata send(byte[] key, byte[] value) {
    return got(producer.send(new ProducerRecord<>("ingest-1", key, value)));
  }

  /** Reads a topic from its beginning until a number of its records are as wanted. */
  public List<ConsumerRecord<byte[], byte[]>> read(
      String topic, int count, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (found.size() < count) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(topic + " has " + found.size() + " of " + count + ": " + found);
        }
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  if (wanted.test(record)) {
                    found.add(record);
                  }
                });
      }
    }
    return found;
  }

  /** The answers about an image on a topic, once there are that many. */
  public List<Envelope> answers(String topic, int count, Envelope image) {
    return read(topic, count, record -> envelope(record).getImageId().equals(image.getImageId()))
        .stream()
        .map(Broker::envelope)
        .toList();
  }

  /** A record as an envelope; an empty one where it is none. */
  public static Envelope envelope(ConsumerRecord<byte[], byte[]> record) {
    return record.value() != null
            && EnvelopeReader.read(record.value()) instanceof EnvelopeReader.WellFormed message
        ? message.envelope()
        : Envelope.getDefaultInstance();
  }

  /** Waits until a group's committed position is behind a record. */
  public void awaitCommitted(String group, RecordMetadata record) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (committed(group, record) <= record.offset()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(group + " is at " + committed(group, record));
      }
    }
  }

  /** A group's committed position in the partition of a record. */
  public long committed(String group, RecordMetadata record) {
    try (Admin admin = kafka.admin()) {
      Map<TopicPartition, OffsetAndMetadata> positions =
          new HashMap<>(got(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
      return positions.get(new TopicPartition(record.topic(), record.partition())).offset();
    }
  }

  private static <T> T got(java.util.concurrent.Future<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
