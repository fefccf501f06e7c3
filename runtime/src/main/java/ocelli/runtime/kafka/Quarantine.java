package ocelli.runtime.kafka;

import akka.kafka.javadsl.SendProducer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import ocelli.runtime.HaltPoint;
import ocelli.runtime.ServiceMeters;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;

/**
 * Where a reader puts what it could not read: the topic's name with {@code -quarantine}, the record
 * as it was, and why in its headers, ready to be replayed. A reader moves its position only after
 * this acknowledged.
 */
public final class Quarantine {
  private static final String SUFFIX = "-quarantine";

  private final SendProducer<byte[], byte[]> producer;
  private final String service;
  private final ServiceMeters meters;
  private final HaltPoint quarantined;

  /**
   * @param producer shared, thread-safe
   * @param service who quarantines, for the header
   */
  public Quarantine(SendProducer<byte[], byte[]> producer, String service, ServiceMeters meters) {
    this.producer = producer;
    this.service = service;
    this.meters = meters;
    this.quarantined = HaltPoint.named(service + "-quarantined");
  }

  /** The quarantine of a topic. */
  public static String of(String topic) {
    return topic + SUFFIX;
  }

  /** Whether a topic is a quarantine. */
  public static boolean is(String topic) {
    return topic.endsWith(SUFFIX);
  }

  /**
   * Puts a record aside.
   *
   * @param code from a small fixed set, counted
   * @param detail for a person
   * @return completes when the broker has it
   */
  public CompletionStage<RecordMetadata> put(
      ConsumerRecord<byte[], byte[]> record, String code, String detail) {
    ProducerRecord<byte[], byte[]> copy =
        new ProducerRecord<>(of(record.topic()), record.key(), record.value());
    record.headers().forEach(header -> copy.headers().add(header));
    Headers headers = copy.headers();
    add(headers, "ocelli-reader", service);
    add(headers, "ocelli-code", code);
    add(headers, "ocelli-detail", detail);
    add(
        headers,
        "ocelli-source",
        record.topic() + "/" + record.partition() + "/" + record.offset());
    return producer
        .send(copy)
        .thenApply(
            done -> {
              quarantined.reached();
              meters.failed(code);
              return done;
            });
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
