package ocelli.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Optional;
import ocelli.envelope.v1m0.Envelope;

/**
 * Reads a record's value as an envelope and checks every field that all readers rely on. Never
 * throws for bad bytes: what cannot be read is an answer, with the field that failed.
 */
public final class EnvelopeReader {
  private static final int MAX_TOKEN_LENGTH = 4096; // ARCHITECTURE, Tokens: the parser's cap
  private static final int MAX_TASKS = 32; // the catalogue has four; room for versions side by side

  private EnvelopeReader() {}

  /** What the bytes were. */
  public sealed interface Reading {}

  /** A whole envelope with a payload of the protocol. */
  public record WellFormed(Envelope envelope, Message payload) implements Reading {}

  /**
   * Not an envelope that can be worked on.
   *
   * @param code stable: unparseable, unknown-type or invalid-field
   * @param field the field that failed, in proto notation; empty where the whole did
   * @param detail for a person
   */
  public record Malformed(String code, String field, String detail) implements Reading {}

  /** Reads and checks an envelope. */
  public static Reading read(byte[] bytes) {
    Envelope envelope;
    try {
      envelope = Envelope.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      return new Malformed("unparseable", "", "not an Envelope: " + e.getMessage());
    }
    return invalidField(envelope)
        .<Reading>map(reading -> reading)
        .orElseGet(() -> withPayload(envelope));
  }

  private static Reading withPayload(Envelope envelope) {
    try {
      Optional<Message> payload = Payloads.unpack(envelope.getPayload());
      return payload.isPresent()
          ? new WellFormed(envelope, payload.get())
          : new Malformed(
              "unknown-type",
              "payload",
              "no type of ours: " + shortened(envelope.getPayload().getTypeUrl()));
    } catch (InvalidProtocolBufferException e) {
      return new Malformed("unparseable", "payload", "not of its type: " + e.getMessage());
    }
  }

  private static Optional<Malformed> invalidField(Envelope e) {
    if (!TransactionId.isValid(e.getCorrelationId())) {
      return invalid("correlation_id", "1 to 128 of [A-Za-z0-9._~-]");
    }
    if (!ClientId.isValid(e.getClientId())) {
      return invalid("client_id", "1 to 64 of [A-Za-z0-9._~-]");
    }
    if (e.getToken().isEmpty() || e.getToken().length() > MAX_TOKEN_LENGTH) {
      return invalid(
          "token", "1 to " + MAX_TOKEN_LENGTH + " characters, not " + e.getToken().length());
    }
    if (!ImageId.isValid(e.getMessageId())) {
      return invalid("message_id", "32 lower-case hexadecimal digits");
    }
    if (!e.getImageId().isEmpty() && !ImageId.isValid(e.getImageId())) {
      return invalid("image_id", "empty or 32 lower-case hexadecimal digits");
    }
    if (e.getAcceptedAtMicros() <= 0) {
      return invalid("accepted_at_micros", "after 1970, not " + e.getAcceptedAtMicros());
    }
    if (e.getCreatedAtMicros() <= 0) {
      return invalid("created_at_micros", "after 1970, not " + e.getCreatedAtMicros());
    }
    if (e.getExpectedTasksCount() > MAX_TASKS
        || e.getExpectedTasksList().stream().anyMatch(task -> TaskId.parse(task).isEmpty())) {
      return invalid("expected_tasks", "at most " + MAX_TASKS + " of the form name-1.0");
    }
    return Optional.empty();
  }

  private static Optional<Malformed> invalid(String field, String rule) {
    return Optional.of(new Malformed("invalid-field", field, field + ": " + rule));
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
