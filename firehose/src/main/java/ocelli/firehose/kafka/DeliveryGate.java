package ocelli.firehose.kafka;

import akka.kafka.ConsumerMessage.CommittableMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.authz.verify.Judgement;
import ocelli.authz.verify.KeyedBy;
import ocelli.authz.verify.RecordGate;
import ocelli.firehose.core.Admitted;
import ocelli.runtime.kafka.Quarantine;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Judges each record of delivery-1; what is turned away goes to quarantine before anything moves.
 */
public final class DeliveryGate {
  private final RecordGate gate;
  private final Quarantine quarantine;
  private final int partitions;

  /**
   * @param partitions of delivery-1: a client's records are in the one that its key hashes to
   */
  public DeliveryGate(RecordGate gate, Quarantine quarantine, int partitions) {
    this.gate = gate;
    this.quarantine = quarantine;
    this.partitions = partitions;
  }

  CompletionStage<ReadRecord> judge(CommittableMessage<byte[], byte[]> read) {
    Judgement judgement = gate.judge(KeyedBy.CLIENT, partitions, read.record());
    if (judgement instanceof Judgement.TurnedAway away) {
      return putAside(read, away.code(), away.detail());
    }
    return CompletableFuture.completedFuture(admitted(read, (Judgement.Admitted) judgement));
  }

  private CompletionStage<ReadRecord> putAside(
      CommittableMessage<byte[], byte[]> read, String code, String detail) {
    return quarantine
        .put(read.record(), code, detail)
        .thenApply(done -> readRecord(read, Optional.empty()));
  }

  private static ReadRecord admitted(
      CommittableMessage<byte[], byte[]> read, Judgement.Admitted judgement) {
    ConsumerRecord<byte[], byte[]> record = read.record();
    return readRecord(
        read,
        Optional.of(
            new Admitted(
                judgement.claims().client(),
                record.offset(),
                loggedAt(record),
                judgement.message())));
  }

  private static ReadRecord readRecord(
      CommittableMessage<byte[], byte[]> read, Optional<Admitted> message) {
    ConsumerRecord<byte[], byte[]> record = read.record();
    return new ReadRecord(
        record.offset(),
        loggedAt(record),
        Math.max(1, record.serializedValueSize()),
        message,
        read.committableOffset());
  }

  private static Instant loggedAt(ConsumerRecord<byte[], byte[]> record) {
    return Instant.ofEpochMilli(record.timestamp());
  }
}
