package ocelli.firehose.core;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a stream is written. An unfiltered NDJSON line is exactly the delivered bytes and a line
 * feed.
 *
 * <p>Where a filter left messages out, {@code ,"skipped":{"from":first,"to":last}} stands before
 * the object's closing brace and no other byte changes: {@code from} and {@code to} are the first
 * and last cursors left out since the message shown before (or since the start). So {@code
 * previous} is the cursor of the message shown before, or equals {@code skipped.to}.
 */
public enum Format {
  /** One JSON object a line. */
  NDJSON {
    @Override
    byte[] message(byte[] json, long cursor) {
      return joined("", json, "\n");
    }

    @Override
    byte[] other(String event, String json) {
      return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }
  },

  /** Server-sent events; the id of a message is its cursor, other events have none. */
  EVENTS {
    @Override
    byte[] message(byte[] json, long cursor) {
      return joined("id: " + cursor + "\ndata: ", json, "\n\n");
    }

    @Override
    byte[] other(String event, String json) {
      return ("event: " + event + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
  };

  abstract byte[] message(byte[] json, long cursor);

  abstract byte[] other(String event, String json);

  /** A message. */
  public byte[] message(JournalRow row, Optional<Skipped> skipped) {
    byte[] body = row.body().toByteArray();
    return message(skipped.map(left -> withSkipped(body, left)).orElse(body), row.cursor());
  }

  /** A sign of life: everything up to the position was shown or left out by the filter. */
  public byte[] heartbeat(long position, Instant now) {
    return other(
        "heartbeat",
        "{\"heartbeat\":{\"complete_up_to\":" + position + ",\"now\":\"" + now + "\"}}");
  }

  /**
   * The last line of a stream that cannot go on; the event is {@code problem}, for {@code error} is
   * what EventSource calls its own.
   *
   * @param problem as JSON
   */
  public byte[] end(String problem) {
    return other("problem", "{\"error\":" + problem + "}");
  }

  private static byte[] withSkipped(byte[] json, Skipped skipped) {
    byte[] open = Arrays.copyOf(json, json.length - 1);
    return joined(
        "", open, ",\"skipped\":{\"from\":" + skipped.from() + ",\"to\":" + skipped.to() + "}}");
  }

  private static byte[] joined(String before, byte[] json, String after) {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(before.length() + json.length + after.length());
    bytes.writeBytes(before.getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(json);
    bytes.writeBytes(after.getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
