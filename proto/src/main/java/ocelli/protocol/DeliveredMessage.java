package ocelli.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import ocelli.envelope.v1m0.Envelope;

/**
 * The one rendering of a message to what clients get: {@code
 * {"id","type","timestamp","cursor","previous","transaction","image","data"}} in this order, UTF-8,
 * no white space between tokens. The same input gives the same bytes in every service and version:
 * both journals keep these bytes, and clients may hash them.
 */
public final class DeliveredMessage {
  /** The largest message that is delivered, in bytes of JSON (ARCHITECTURE, Envelope). */
  public static final int MAX_BYTES = 192 * 1024;

  private static final Gson TEXT = new GsonBuilder().disableHtmlEscaping().create();
  private static final JsonFormat.Printer DATA =
      JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();

  private DeliveredMessage() {}

  /**
   * Renders a message.
   *
   * @param reading a readable envelope
   * @param cursor its place
   * @param previous the cursor of the client's message before it; empty on the client's first
   */
  public static byte[] render(
      EnvelopeReader.WellFormed reading, Cursor cursor, OptionalLong previous) {
    Envelope envelope = reading.envelope();
    StringBuilder json = new StringBuilder(512);
    json.append("{\"id\":").append(TEXT.toJson(envelope.getMessageId()));
    json.append(",\"type\":").append(TEXT.toJson(Payloads.clientType(envelope.getPayload())));
    json.append(",\"timestamp\":\"").append(timestamp(envelope.getCreatedAtMicros())).append('"');
    json.append(",\"cursor\":").append(cursor.value());
    previous.ifPresent(before -> json.append(",\"previous\":").append(before));
    json.append(",\"transaction\":").append(TEXT.toJson(envelope.getCorrelationId()));
    if (!envelope.getImageId().isEmpty()) {
      json.append(",\"image\":").append(TEXT.toJson(envelope.getImageId()));
    }
    json.append(",\"data\":").append(data(reading.payload())).append('}');
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The payload alone, in proto's JSON mapping (camelCase, defaults printed). */
  public static String data(Message payload) {
    try {
      return DATA.print(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("only an Any of unknown type cannot be printed", e);
    }
  }

  private static String timestamp(long micros) {
    return DateTimeFormatter.ISO_INSTANT.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
