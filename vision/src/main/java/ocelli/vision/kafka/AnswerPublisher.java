package ocelli.vision.kafka;

import akka.Done;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.ClientId;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.protocol.TransactionId;
import ocelli.runtime.HaltPoint;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes the answers for one image: all to {@code delivery-1}, and once the broker has them the
 * same to {@code vision-1}. So what a summary combines is already on its way to the client before
 * the summary.
 */
public final class AnswerPublisher {
  private static final HaltPoint DELIVERED = HaltPoint.named("vision-delivered");

  private final Producer<byte[], byte[]> producer;
  private final Executor blocking;

  /**
   * @param producer idempotent, acknowledged by all in-sync replicas
   * @param blocking where {@code send} may wait for metadata or for room in the buffer
   */
  public AnswerPublisher(Producer<byte[], byte[]> producer, Executor blocking) {
    this.producer = producer;
    this.blocking = blocking;
  }

  /** Completes when the broker has every answer on both topics. */
  CompletionStage<Done> publish(List<Envelope> answers) {
    return all(answers, AnswerPublisher::toClient)
        .thenCompose(
            done -> {
              DELIVERED.reached();
              return all(answers, AnswerPublisher::toSummaries);
            });
  }

  private CompletionStage<Done> all(List<Envelope> answers, Addressed addressed) {
    return CompletableFuture.supplyAsync(
            () ->
                answers.stream()
                    .map(answer -> sent(addressed.record(answer)))
                    .toArray(CompletableFuture<?>[]::new),
            blocking)
        .thenCompose(CompletableFuture::allOf)
        .thenApply(done -> Done.getInstance());
  }

  private CompletableFuture<Done> sent(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Done> acknowledged = new CompletableFuture<>();
    var unused =
        producer.send(
            record,
            (metadata, failure) -> {
              if (failure == null) {
                acknowledged.complete(Done.getInstance());
              } else {
                acknowledged.completeExceptionally(failure);
              }
            });
    return acknowledged;
  }

  private static ProducerRecord<byte[], byte[]> toClient(Envelope answer) {
    return new ProducerRecord<>(
        TopicNames.DELIVERY,
        RecordKeys.client(new ClientId(answer.getClientId())),
        answer.toByteArray());
  }

  private static ProducerRecord<byte[], byte[]> toSummaries(Envelope answer) {
    return new ProducerRecord<>(
        TopicNames.VISION,
        RecordKeys.transaction(
            new ClientId(answer.getClientId()), new TransactionId(answer.getCorrelationId())),
        answer.toByteArray());
  }

  /** Where an answer goes. */
  private interface Addressed {
    ProducerRecord<byte[], byte[]> record(Envelope answer);
  }
}
