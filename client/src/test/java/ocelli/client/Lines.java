package ocelli.client;

import java.util.OptionalLong;
import ocelli.client.core.Digests;
import ocelli.client.core.Message;
import ocelli.client.json.Messages;

/** Messages as they come over the wire. */
public final class Lines {
  private Lines() {}

  public static String line(String id, long cursor, OptionalLong previous, String transaction) {
    return line(id, "codes.v1m0.Codes", cursor, previous, transaction, "image-1", "{\"codes\":[]}");
  }

  public static String line(
      String id,
      String type,
      long cursor,
      OptionalLong previous,
      String transaction,
      String image,
      String data) {
    return "{\"id\":\""
        + id
        + "\",\"type\":\""
        + type
        + "\",\"timestamp\":\"2026-11-21T12:00:00.123456Z\",\"cursor\":"
        + cursor
        + (previous.isPresent() ? ",\"previous\":" + previous.getAsLong() : "")
        + ",\"transaction\":\""
        + transaction
        + "\""
        + (image.isEmpty() ? "" : ",\"image\":\"" + image + "\"")
        + ",\"data\":"
        + data
        + "}";
  }

  public static String line(long cursor, long previous) {
    return line("id-" + cursor, cursor, OptionalLong.of(previous), "t");
  }

  public static String first(long cursor) {
    return line("id-" + cursor, cursor, OptionalLong.empty(), "t");
  }

  public static Message message(long cursor, long previous) {
    return Messages.message(line(cursor, previous));
  }

  /** What a door answers to an image. */
  public static String acknowledgement(String transaction, String image, byte[] body) {
    return "{\"transaction\":\""
        + transaction
        + "\",\"image\":\""
        + image
        + "\",\"sha256\":\""
        + Digests.sha256(body)
        + "\",\"bytes\":"
        + body.length
        + ",\"width\":1,\"height\":1}";
  }

  public static String beat(long cursor) {
    return "{\"heartbeat\":{\"complete_up_to\":" + cursor + ",\"now\":\"2026-11-21T12:00:00Z\"}}";
  }
}
