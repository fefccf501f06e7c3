package ocelli.vision.core;

import com.google.protobuf.Message;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.ImageId;
import ocelli.protocol.MessageIds;
import ocelli.protocol.Payloads;
import ocelli.protocol.TaskId;
import ocelli.vision.v1m0.Failed;

/**
 * What a task answers for an image, each message in its envelope: what the image's envelope says of
 * the image goes on with it, and the ids are the same after any redelivery.
 *
 * @param task that answers
 */
public record Answers(TaskId task) {

  /** Why a task could not look; the text is stable and shown to clients. */
  public enum Reason {
    /** The bytes are no image that can be decoded. */
    UNDECODABLE("undecodable"),
    /** One finding alone is larger than what is delivered. */
    TOO_LARGE("too-large"),
    /** The engine failed or took too long. */
    ENGINE("engine"),
    /** Looking at it ended the process twice. */
    POISON("poison");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** As it stands in {@code Failed}. */
    public String code() {
      return code;
    }
  }

  /**
   * The answer with what was seen, in as many parts as it takes.
   *
   * @param image the image's envelope
   * @param result whole
   * @param now when it was made
   */
  public List<Envelope> seen(Envelope image, Message result, Instant now) {
    Optional<List<Message>> parts = Parts.of(result);
    if (parts.isEmpty()) {
      return failed(image, Reason.TOO_LARGE, "one finding is larger than a message may be", now);
    }
    List<Envelope> answers = new ArrayList<>();
    for (Message part : parts.get()) {
      String id =
          MessageIds.result(
              new ImageId(image.getImageId()), task, answers.size(), image.getGeneration());
      answers.add(envelope(image, id, part, now));
    }
    return List.copyOf(answers);
  }

  /** The answer that the task could not look. */
  public List<Envelope> failed(Envelope image, Reason reason, String detail, Instant now) {
    Failed failed =
        Failed.newBuilder()
            .setTask(task.toString())
            .setCode(reason.code())
            .setDetail(detail)
            .build();
    String id = MessageIds.failed(new ImageId(image.getImageId()), task, image.getGeneration());
    return List.of(envelope(image, id, failed, now));
  }

  private static Envelope envelope(Envelope image, String id, Message payload, Instant now) {
    return image.toBuilder()
        .setMessageId(id)
        .setPayload(Payloads.pack(payload))
        .setCreatedAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, now))
        .build();
  }
}
