package ocelli.vision.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ocelli.envelope.v1m0.Envelope;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** On Kafka's own in-memory producer, which acknowledges when told. */
class AnswerPublisherTest {
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
  private final AnswerPublisher publisher = new AnswerPublisher(producer, Runnable::run);

  @Test
  void publish_visionOnlyAfterDeliveryHasAll() {
    CompletableFuture<Done> published =
        publisher.publish(List.of(answer("a"), answer("b"))).toCompletableFuture();
    assertThat(topics()).containsExactly("delivery-1", "delivery-1");
    producer.completeNext();
    assertThat(topics()).containsExactly("delivery-1", "delivery-1");
    producer.completeNext();
    assertThat(topics()).containsExactly("delivery-1", "delivery-1", "vision-1", "vision-1");
    producer.completeNext();
    assertThat(published).isNotDone();
    producer.completeNext();
    assertThat(published).isCompleted();
    assertThat(new String(producer.history().get(0).key(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("4:anna");
    assertThat(new String(producer.history().get(2).key(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("4:anna5:visit");
  }

  @Test
  void publish_deliveryFails_nothingGoesToVision() {
    CompletableFuture<Done> published =
        publisher.publish(List.of(answer("a"))).toCompletableFuture();
    producer.errorNext(new IllegalStateException("gone"));
    assertThat(published).isCompletedExceptionally();
    assertThat(topics()).containsExactly("delivery-1");
  }

  private List<String> topics() {
    return producer.history().stream().map(ProducerRecord::topic).toList();
  }

  private static Envelope answer(String id) {
    return Envelope.newBuilder()
        .setMessageId(id)
        .setClientId("anna")
        .setCorrelationId("visit")
        .build();
  }
}
