package ocelli.vision.kafka;

import akka.Done;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import ocelli.authz.verify.Judgement;
import ocelli.authz.verify.KeyedBy;
import ocelli.authz.verify.RecordGate;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ingest.v1m0.IngestedImage;
import ocelli.protocol.TaskId;
import ocelli.runtime.ServiceMeters;
import ocelli.runtime.kafka.Quarantine;
import ocelli.vision.core.Answers;
import ocelli.vision.core.Answers.Reason;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.files.Suspects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * All that a task does with one record of {@code ingest-1}: verify, look, answer. What cannot be
 * read or believed goes to the quarantine; what is not asked of this task is passed over.
 *
 * @param task it works for
 * @param gate judges records
 * @param quarantine takes those that it turns away
 * @param eyes look at images
 * @param suspects of this process
 * @param publisher of answers
 * @param clock stamps answers
 * @param meters of this task
 */
public record ImageWork(
    TaskId task,
    RecordGate gate,
    Quarantine quarantine,
    Eyes eyes,
    Suspects suspects,
    AnswerPublisher publisher,
    Clock clock,
    ServiceMeters meters) {

  /** Looks at an image; fails only where the machine is broken. */
  @FunctionalInterface
  public interface Eyes {
    /** Looks at the image's bytes. */
    CompletionStage<Seen> look(ByteString image, EngineRequest request);
  }

  /** Completes when nothing is left to do for the record, all answers acknowledged. */
  CompletionStage<Done> on(ConsumerRecord<byte[], byte[]> record) {
    meters.received(1);
    Judgement judgement =
        gate.judge(
            KeyedBy.TRANSACTION,
            record.key(),
            record.value(),
            Instant.ofEpochMilli(record.timestamp()));
    if (judgement instanceof Judgement.Admitted admitted) {
      return admitted(record, admitted).whenComplete((done, failure) -> count(failure));
    }
    Judgement.TurnedAway away = (Judgement.TurnedAway) judgement;
    return aside(record, away.code(), away.detail());
  }

  private CompletionStage<Done> admitted(
      ConsumerRecord<byte[], byte[]> record, Judgement.Admitted admitted) {
    Envelope envelope = admitted.message().envelope();
    if (!(admitted.message().payload() instanceof IngestedImage image)) {
      return aside(record, "unknown-type", "no image: " + envelope.getPayload().getTypeUrl());
    }
    if (envelope.getImageId().isEmpty()) {
      return aside(record, "invalid-field", "image_id: empty on an image");
    }
    if (!envelope.getExpectedTasksList().contains(task.toString())) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    Optional<JsonNode> grant = admitted.claims().grant(task);
    return grant.isPresent()
        ? answered(record, envelope, image, request(grant.get()))
        : aside(record, "missing-claim", "expected of " + task + " without a claim for it");
  }

  private static EngineRequest request(JsonNode grant) {
    return new EngineRequest(grant.path("identity").asBoolean(false));
  }

  private CompletionStage<Done> answered(
      ConsumerRecord<byte[], byte[]> record,
      Envelope envelope,
      IngestedImage image,
      EngineRequest request) {
    String place = task + "_" + record.partition() + "_" + record.offset();
    long begun = System.nanoTime();
    Envelope aboutImage = envelope.toBuilder().clearPayload().build(); // the bytes may go meanwhile
    if (suspects.isPoison(place)) {
      return poison(record, aboutImage)
          .thenCompose(done -> suspects.forget(place))
          .thenApply(x -> Done.getInstance());
    }
    return suspects
        .watched(place, () -> eyes.look(image.getContent(), request))
        .thenCompose(
            seen -> {
              meters.took(Duration.ofNanos(System.nanoTime() - begun));
              return publisher.publish(answers(aboutImage, seen));
            });
  }

  private CompletionStage<Done> poison(ConsumerRecord<byte[], byte[]> record, Envelope image) {
    String detail = "the process ended twice while only this image was looked at";
    return aside(record, Reason.POISON.code(), detail)
        .thenCompose(
            put ->
                publisher.publish(
                    new Answers(task).failed(image, Reason.POISON, detail, clock.instant())));
  }

  private List<Envelope> answers(Envelope image, Seen seen) {
    Answers answers = new Answers(task);
    Instant now = clock.instant();
    Function<Reason, Function<String, List<Envelope>>> failed =
        reason ->
            detail -> {
              meters.failed(reason.code());
              return answers.failed(image, reason, detail, now);
            };
    return seen.match(
        (Seen.Result result) -> seen(answers, image, result.payload(), now),
        (Seen.Undecodable bad) -> failed.apply(Reason.UNDECODABLE).apply(bad.detail()),
        (Seen.GaveUp gaveUp) -> failed.apply(Reason.ENGINE).apply(gaveUp.detail()));
  }

  private static List<Envelope> seen(Answers answers, Envelope image, Message seen, Instant now) {
    return answers.seen(image, seen, now);
  }

  private CompletionStage<Done> aside(
      ConsumerRecord<byte[], byte[]> record, String code, String detail) {
    return quarantine.put(record, code, detail).thenApply(put -> Done.getInstance());
  }

  private void count(@Nullable Throwable failure) {
    if (failure == null) {
      meters.done(1);
    }
  }
}
