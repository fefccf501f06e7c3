package ocelli.ledger.kafka;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ocelli.authz.verify.Judgement;
import ocelli.authz.verify.KeyedBy;
import ocelli.authz.verify.RecordGate;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ledger.core.Answer;
import ocelli.ledger.core.Endpoint;
import ocelli.ledger.core.Seen;
import ocelli.ledger.core.Sighting;
import ocelli.ledger.core.Stage;
import ocelli.protocol.Cursor;
import ocelli.protocol.ImageId;
import ocelli.protocol.Payloads;
import ocelli.protocol.TaskId;
import ocelli.protocol.TransactionId;
import ocelli.summary.v1m0.Summary;
import ocelli.vision.v1m0.Announced;
import ocelli.vision.v1m0.Failed;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says what a record shows of an image, or that it shows nothing. */
public final class SightingReader {
  /** Whose message it is, by its type: {@code ocr.v1m0.Text} is of {@code ocr-1.0}. */
  private static final Pattern OF_TASK = Pattern.compile("([a-z]+)\\.v(\\d+)m(\\d+)\\..+");

  private static final String PUSHING = "push-1";

  private final RecordGate gate;
  private final int visionPartitions;
  private final int deliveryPartitions;
  private final int epoch;

  /**
   * @param gate judges every record: a forged answer is none
   * @param visionPartitions of vision-1
   * @param deliveryPartitions of delivery-1
   * @param epoch of delivery-1, for cursors
   */
  public SightingReader(RecordGate gate, int visionPartitions, int deliveryPartitions, int epoch) {
    this.gate = gate;
    this.visionPartitions = visionPartitions;
    this.deliveryPartitions = deliveryPartitions;
    this.epoch = epoch;
  }

  /** What a record is to the ledger. */
  public sealed interface Reading {}

  /** It shows something of an image, or of all that a summary is of. */
  public record Shown(Seen seen) implements Reading {}

  /** It is about no image: the end of a transaction. */
  public enum NoImage implements Reading {
    /** The only one. */
    INSTANCE
  }

  /**
   * It does not count. The topic's own readers put it into quarantine; another copy would help
   * nobody.
   *
   * @param code as {@link Judgement.TurnedAway} has it
   */
  public record Refused(String code) implements Reading {}

  /** Reads a record of vision-1 or delivery-1. */
  public Reading read(ConsumerRecord<byte[], byte[]> record) {
    Stage stage = Stage.of(record.topic()).orElseThrow();
    Judgement judgement =
        stage == Stage.VISION
            ? gate.judge(KeyedBy.TRANSACTION, visionPartitions, record)
            : gate.judge(KeyedBy.CLIENT, deliveryPartitions, record);
    if (judgement instanceof Judgement.TurnedAway away) {
      return new Refused(away.code());
    }
    Judgement.Admitted admitted = (Judgement.Admitted) judgement;
    Envelope envelope = admitted.message().envelope();
    if (stage == Stage.DELIVERY && admitted.message().payload() instanceof Summary summary) {
      return new Shown(summed(summary, admitted, record));
    }
    if (envelope.getImageId().isEmpty() || envelope.getExpectedTasksCount() == 0) {
      return NoImage.INSTANCE;
    }
    return new Shown(
        Seen.of(
            new Sighting(
                new ImageId(envelope.getImageId()),
                admitted.claims().client(),
                new TransactionId(envelope.getCorrelationId()),
                SummaryReader.time(envelope.getAcceptedAtMicros()),
                envelope.getExpectedTasksList(),
                admitted.claims().grant(Answer.SUMMARY).isPresent(),
                answer(stage, admitted.message().payload(), envelope, place(stage, record))
                    .map(seen -> stage == Stage.DELIVERY ? seen.to(endpoint(admitted)) : seen),
                Instant.ofEpochMilli(record.timestamp()))));
  }

  private Seen summed(
      Summary summary, Judgement.Admitted admitted, ConsumerRecord<byte[], byte[]> record) {
    Answer answer =
        new Answer(
            Stage.SUMMARIES,
            Answer.SUMMARY,
            0,
            1,
            place(Stage.DELIVERY, record),
            endpoint(admitted));
    return SummaryReader.read(
        summary,
        admitted.message().envelope(),
        admitted.claims(),
        answer,
        Instant.ofEpochMilli(record.timestamp()));
  }

  private long place(Stage stage, ConsumerRecord<byte[], byte[]> record) {
    return stage == Stage.DELIVERY ? Cursor.of(epoch, record.offset()).value() : record.offset();
  }

  private static Optional<Answer> answer(
      Stage stage, Message payload, Envelope envelope, long place) {
    if (payload instanceof Announced) {
      return Optional.empty();
    }
    if (payload instanceof Failed failed) {
      return TaskId.parse(failed.getTask())
          .map(task -> new Answer(stage, task.toString(), 0, 1, place, Optional.empty()));
    }
    int count = Math.max(1, number(payload, "count")); // 0 where it was not cut
    int index = Math.min(count - 1, number(payload, "index"));
    return task(Payloads.clientType(envelope.getPayload()))
        .map(task -> new Answer(stage, task, index, count, place, Optional.empty()));
  }

  /** As push reads the claim. */
  private static Optional<Endpoint> endpoint(Judgement.Admitted admitted) {
    return admitted
        .claims()
        .grant(PUSHING)
        .filter(claim -> claim.path("url").isTextual())
        .map(claim -> new Endpoint(claim.path("generation").asInt(1), claim.path("url").asText()));
  }

  private static Optional<String> task(String type) {
    Matcher parts = OF_TASK.matcher(type);
    return parts.matches()
        ? Optional.of(parts.group(1) + "-" + parts.group(2) + "." + parts.group(3))
        : Optional.empty();
  }

  /** A field that results have which can be cut into parts. */
  private static int number(Message result, String name) {
    FieldDescriptor field = result.getDescriptorForType().findFieldByName(name);
    return field != null && result.getField(field) instanceof Integer value
        ? Math.max(0, value)
        : 0;
  }
}
