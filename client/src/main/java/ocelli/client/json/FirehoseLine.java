package ocelli.client.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import ocelli.client.core.Heartbeat;
import ocelli.client.core.Message;
import ocelli.client.core.Problem;
import ocelli.client.core.Skipped;

/** One line of the firehose as NDJSON. */
public sealed interface FirehoseLine {
  /** What to do with each kind of line. */
  interface Cases<T> {
    /** A message, and what a filter left out before it. */
    T delivered(Message message, Optional<Skipped> skipped);

    /** A sign of life. */
    T beat(Heartbeat heartbeat);

    /** Only the word that a filter left messages out. */
    T left(Skipped skipped);

    /** The server's last word on this stream, as that the cursor became too old. */
    T ended(Problem problem);

    /** A kind that this version does not know: when it stood for a message, the chain will tell. */
    T unknown();
  }

  /** Answers by case. */
  <T> T match(Cases<T> cases);

  /**
   * Reads a line that is not empty.
   *
   * @throws UnreadableException when it is no JSON object, or a message without its members
   */
  static FirehoseLine read(String line) {
    JsonNode tree = Json.read(line);
    Optional<Skipped> skipped = skipped(tree);
    if (tree.path("heartbeat").isObject()) {
      return new Beat(heartbeat(tree.path("heartbeat")));
    }
    if (tree.has("id")) {
      return new Delivered(Messages.message(tree, line), skipped);
    }
    if (tree.path("error").isObject()) {
      return new Ended(Problems.read(tree, 0));
    }
    return skipped.<FirehoseLine>map(Left::new).orElseGet(Unknown::new);
  }

  private static Heartbeat heartbeat(JsonNode beat) {
    return new Heartbeat(Json.number(beat, "complete_up_to"), Json.string(beat, "now").orElse(""));
  }

  private static Optional<Skipped> skipped(JsonNode tree) {
    JsonNode skipped = tree.path("skipped");
    return skipped.isObject()
        ? Optional.of(new Skipped(Json.number(skipped, "from"), Json.number(skipped, "to")))
        : Optional.empty();
  }

  /** A message. */
  record Delivered(Message message, Optional<Skipped> skipped) implements FirehoseLine {
    @Override
    public <T> T match(Cases<T> cases) {
      return cases.delivered(message, skipped);
    }
  }

  /** A sign of life. */
  record Beat(Heartbeat heartbeat) implements FirehoseLine {
    @Override
    public <T> T match(Cases<T> cases) {
      return cases.beat(heartbeat);
    }
  }

  /** Messages left out. */
  record Left(Skipped skipped) implements FirehoseLine {
    @Override
    public <T> T match(Cases<T> cases) {
      return cases.left(skipped);
    }
  }

  /** The last word. */
  record Ended(Problem problem) implements FirehoseLine {
    @Override
    public <T> T match(Cases<T> cases) {
      return cases.ended(problem);
    }
  }

  /** Of a kind to come. */
  record Unknown() implements FirehoseLine {
    @Override
    public <T> T match(Cases<T> cases) {
      return cases.unknown();
    }
  }
}
