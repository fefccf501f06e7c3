package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;

/** A message as a client got it. */
record Delivered(
    String id,
    String type,
    long cursor,
    OptionalLong previous,
    String transaction,
    String image,
    JsonNode data,
    String bytes) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Delivered parse(String bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      return new Delivered(
          json.get("id").asText(),
          json.get("type").asText(),
          json.get("cursor").asLong(),
          json.has("previous")
              ? OptionalLong.of(json.get("previous").asLong())
              : OptionalLong.empty(),
          json.get("transaction").asText(),
          json.path("image").asText(),
          json.get("data"),
          bytes);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names the message and its place: equal in both channels. */
  String occurrence() {
    return id + "@" + cursor;
  }

  /** What it answers: an image's task, or a transaction's summary. */
  String answers() {
    return image + "/" + type;
  }

  /** Each names the one before it, from the first: nothing is missing. */
  static void assertChained(List<Delivered> firehose) {
    OptionalLong previous = OptionalLong.empty();
    for (Delivered message : firehose) {
      assertThat(message.previous()).isEqualTo(previous);
      previous = OptionalLong.of(message.cursor());
    }
  }
}
