package ocelli.summaries.kafka;

import akka.Done;
import akka.kafka.javadsl.SendProducer;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.ClientId;
import ocelli.protocol.Payloads;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.summaries.actor.Publisher;
import ocelli.summaries.journal.v1m0.Outcome;
import ocelli.summary.v1m0.Summary;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts outcomes on delivery-1, keyed by their client. */
public final class OutcomePublisher implements Publisher {
  private final SendProducer<byte[], byte[]> producer;

  /**
   * @param producer shared, thread-safe
   */
  public OutcomePublisher(SendProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  @Override
  public CompletionStage<Done> publish(List<Outcome> outcomes) {
    CompletableFuture<?>[] sends =
        outcomes.stream()
            .map(outcome -> producer.send(record(outcome)).toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(sends).thenApply(all -> Done.getInstance());
  }

  private static ProducerRecord<byte[], byte[]> record(Outcome outcome) {
    byte[] key = RecordKeys.client(new ClientId(outcome.getClient()));
    return new ProducerRecord<>(TopicNames.DELIVERY, key, envelope(outcome).toByteArray());
  }

  private static Envelope envelope(Outcome outcome) {
    return Envelope.newBuilder()
        .setCorrelationId(outcome.getTransaction())
        .setToken(outcome.getToken())
        .setPayload(Payloads.pack(summary(outcome)))
        .setMessageId(outcome.getMessageId())
        .setClientId(outcome.getClient())
        .setAcceptedAtMicros(outcome.getAcceptedAtMicros())
        .setCreatedAtMicros(outcome.getCreatedAtMicros())
        .setOf(outcome.getDeclared())
        .build();
  }

  private static Summary summary(Outcome outcome) {
    try {
      return Summary.parseFrom(outcome.getSummary());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the journal is damaged: " + outcome.getMessageId(), e);
    }
  }
}
