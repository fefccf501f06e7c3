package ocelli.push.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import ocelli.authz.verify.Claims;
import ocelli.authz.verify.Judgement;
import ocelli.authz.verify.KeyedBy;
import ocelli.authz.verify.RecordGate;
import ocelli.protocol.Cursor;
import ocelli.push.core.Batch;
import ocelli.push.journal.v1m0.DeliveryOrder;
import ocelli.runtime.kafka.Quarantine;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Verifies records and finds where they are to go; what is turned away is quarantined. */
public final class RecordJudge {
  private static final String CLAIM = "push-1";

  private final RecordGate gate;
  private final Quarantine quarantine;
  private final Executor cpu;
  private final int epoch;
  private final int partitions;

  /**
   * @param cpu runs verification: 0.2 ms a new token (STACK, Tokens)
   * @param epoch of delivery-1
   * @param partitions of delivery-1: a client's records are in the one that its key hashes to
   */
  public RecordJudge(
      RecordGate gate, Quarantine quarantine, Executor cpu, int epoch, int partitions) {
    this.gate = gate;
    this.quarantine = quarantine;
    this.cpu = cpu;
    this.epoch = epoch;
    this.partitions = partitions;
  }

  /** The record as a message; empty once it is in quarantine. */
  CompletionStage<Optional<Batch.Incoming>> judge(ConsumerRecord<byte[], byte[]> record) {
    return CompletableFuture.supplyAsync(() -> judgement(record), cpu)
        .thenCompose(judgement -> incoming(record, judgement));
  }

  private Judgement judgement(ConsumerRecord<byte[], byte[]> record) {
    try {
      return gate.judge(KeyedBy.CLIENT, partitions, record);
    } catch (UncheckedIOException e) {
      throw e; // our keys cannot be read: that says nothing about the record
    } catch (RuntimeException e) { // a record that crashes its reader must not stop the partition
      return new Judgement.TurnedAway("crashed-reader", e.toString());
    }
  }

  private CompletionStage<Optional<Batch.Incoming>> incoming(
      ConsumerRecord<byte[], byte[]> record, Judgement judgement) {
    if (judgement instanceof Judgement.TurnedAway turnedAway) {
      return quarantine
          .put(record, turnedAway.code(), turnedAway.detail())
          .thenApply(done -> Optional.empty());
    }
    Judgement.Admitted admitted = (Judgement.Admitted) judgement;
    return CompletableFuture.completedFuture(
        Optional.of(
            new Batch.Incoming(
                Cursor.of(epoch, record.offset()),
                admitted.message(),
                destination(admitted.claims()))));
  }

  private static Optional<Batch.Destination> destination(Claims claims) {
    return claims
        .grant(CLAIM)
        .filter(claim -> claim.path("url").isTextual())
        .map(
            claim ->
                new Batch.Destination(
                    claim.path("url").asText(),
                    claim.path("generation").asInt(1),
                    order(claim.path("order"))));
  }

  private static DeliveryOrder order(JsonNode order) {
    return switch (order.asText()) {
      case "strict" -> DeliveryOrder.STRICT;
      case "parallel" -> DeliveryOrder.PARALLEL;
      default -> DeliveryOrder.PER_TRANSACTION;
    };
  }
}
