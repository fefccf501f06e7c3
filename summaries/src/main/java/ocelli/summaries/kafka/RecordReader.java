package ocelli.summaries.kafka;

import com.google.protobuf.Message;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import ocelli.authz.verify.Judgement;
import ocelli.authz.verify.KeyedBy;
import ocelli.authz.verify.RecordGate;
import ocelli.authz.verify.TokenVerifier;
import ocelli.envelope.v1m0.Envelope;
import ocelli.summaries.journal.v1m0.KnownImage;
import ocelli.summaries.journal.v1m0.Observed;
import ocelli.summaries.journal.v1m0.Part;
import ocelli.vision.v1m0.Announced;
import ocelli.vision.v1m0.Closed;
import ocelli.vision.v1m0.Failed;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says what a record of vision-1 means for its transaction, or why it does not count. */
final class RecordReader {
  private final RecordGate gate;
  private final int partitions;

  /**
   * @param partitions of vision-1: a transaction's records are in the one that its key hashes to
   */
  RecordReader(TokenVerifier verifier, int partitions) {
    this.gate = new RecordGate(verifier);
    this.partitions = partitions;
  }

  /** What a record was. */
  sealed interface Reading {}

  /** An input for its transaction. */
  record Input(Observed observed) implements Reading {}

  /** To be quarantined. */
  record Refused(String code, String detail) implements Reading {}

  Reading read(ConsumerRecord<byte[], byte[]> record) {
    Judgement judgement = gate.judge(KeyedBy.TRANSACTION, partitions, record);
    if (judgement instanceof Judgement.TurnedAway away) {
      return new Refused(away.code(), away.detail());
    }
    Judgement.Admitted admitted = (Judgement.Admitted) judgement;
    return admitted.message().payload() instanceof Closed
        ? new Input(transaction(admitted, record).setEnded(true).build())
        : ofImage(admitted, record);
  }

  private static Reading ofImage(
      Judgement.Admitted admitted, ConsumerRecord<byte[], byte[]> record) {
    Envelope envelope = admitted.message().envelope();
    if (envelope.getImageId().isEmpty()) {
      return new Refused("invalid-field", "image_id: not empty on a message about an image");
    }
    boolean summarised = admitted.claims().grant(AllowedContent.SUMMARY).isPresent();
    return image(admitted)
        .<Reading>map(
            image ->
                new Input(
                    transaction(admitted, record)
                        .setImage(image)
                        .setToken(summarised ? envelope.getToken() : "")
                        .build()))
        .orElseGet(
            () ->
                new Refused(
                    "unexpected-type", "not on vision-1: " + envelope.getPayload().getTypeUrl()));
  }

  private static Observed.Builder transaction(
      Judgement.Admitted admitted, ConsumerRecord<byte[], byte[]> record) {
    Envelope envelope = admitted.message().envelope();
    return Observed.newBuilder()
        .setClient(envelope.getClientId())
        .setTransaction(envelope.getCorrelationId())
        .setDeclared(Math.max(0, envelope.getOf()))
        .setLogTimeMicros(TimeUnit.MILLISECONDS.toMicros(record.timestamp()));
  }

  private static Optional<KnownImage> image(Judgement.Admitted admitted) {
    Envelope envelope = admitted.message().envelope();
    KnownImage.Builder image =
        KnownImage.newBuilder()
            .setImage(envelope.getImageId())
            .setAcceptedAtMicros(envelope.getAcceptedAtMicros())
            .addAllExpectedTasks(new TreeSet<>(envelope.getExpectedTasksList()));
    Message payload = admitted.message().payload();
    if (payload instanceof Announced) {
      return Optional.of(image.build());
    }
    if (payload instanceof Failed failed) {
      return Optional.of(image.addFailedTasks(failed.getTask()).build());
    }
    Optional<Part> part = new AllowedContent(admitted.claims()).part(payload);
    return part.map(answer -> image.addParts(answer).build());
  }
}
