package ocelli.client.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;
import ocelli.client.core.Heartbeat;
import ocelli.client.core.Message;
import ocelli.client.core.Problem;
import ocelli.client.core.Skipped;

/** One line of the firehose as NDJSON. */
public sealed interface FirehoseLine {

  /** Answers by case. */
  <T> T match(
      Function<Delivered, T> delivered,
      Function<Beat, T> beat,
      Function<Left, T> left,
      Function<Ended, T> ended);

  /** Reads a line that is not empty. */
  static FirehoseLine read(String line) {
    JsonNode tree = Json.read(line);
    if (tree.path("heartbeat").isObject()) {
      JsonNode beat = tree.path("heartbeat");
      return new Beat(
          new Heartbeat(Json.number(beat, "complete_up_to"), Json.string(beat, "now").orElse("")));
    }
    if (tree.has("id")) {
      return new Delivered(Messages.message(tree, line), skipped(tree));
    }
    return skipped(tree)
        .<FirehoseLine>map(Left::new)
        .orElseGet(() -> new Ended(Problems.read(tree, 0)));
  }

  private static Optional<Skipped> skipped(JsonNode tree) {
    JsonNode skipped = tree.path("skipped");
    return skipped.isObject()
        ? Optional.of(new Skipped(Json.number(skipped, "from"), Json.number(skipped, "to")))
        : Optional.empty();
  }

  /** A message, and what a filter left out before it. */
  record Delivered(Message message, Optional<Skipped> skipped) implements FirehoseLine {
    @Override
    public <T> T match(
        Function<Delivered, T> delivered,
        Function<Beat, T> beat,
        Function<Left, T> left,
        Function<Ended, T> ended) {
      return delivered.apply(this);
    }
  }

  /** A sign of life. */
  record Beat(Heartbeat heartbeat) implements FirehoseLine {
    @Override
    public <T> T match(
        Function<Delivered, T> delivered,
        Function<Beat, T> beat,
        Function<Left, T> left,
        Function<Ended, T> ended) {
      return beat.apply(this);
    }
  }

  /** Only the word that a filter left messages out. */
  record Left(Skipped skipped) implements FirehoseLine {
    @Override
    public <T> T match(
        Function<Delivered, T> delivered,
        Function<Beat, T> beat,
        Function<Left, T> left,
        Function<Ended, T> ended) {
      return left.apply(this);
    }
  }

  /** The server's last word on this stream, as that the cursor became too old. */
  record Ended(Problem problem) implements FirehoseLine {
    @Override
    public <T> T match(
        Function<Delivered, T> delivered,
        Function<Beat, T> beat,
        Function<Left, T> left,
        Function<Ended, T> ended) {
      return ended.apply(this);
    }
  }
}
