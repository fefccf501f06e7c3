package ocelli.trials.checker;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A delivered message. Its fields come in one order and without white space (INTERFACE, A delivered
 * message), so it is read without a parser that forgives.
 *
 * @param previous the cursor before it; empty on the client's first
 * @param image empty on a summary
 * @param data the bytes of {@code data}
 * @param body the whole as it came
 */
public record Message(
    String id,
    String type,
    long cursor,
    OptionalLong previous,
    String transaction,
    String image,
    String data,
    String body) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\{\"id\":\"([^\"]+)\",\"type\":\"([^\"]+)\",\"timestamp\":\"[^\"]+\",\"cursor\":(\\d{1,16})"
              + "(?:,\"previous\":(\\d{1,16}))?,\"transaction\":\"([^\"]+)\"(?:,\"image\":\"([^\"]+)\")?"
              + ",\"data\":(\\{.*\\})\\}",
          Pattern.DOTALL);
  private static final String SUMMARY = "summary.v1m0.Summary";
  private static final String FAILED = "vision.v1m0.Failed";
  private static final Pattern TASK = Pattern.compile("\"task\":\"([^\"]+)\"");
  private static final Pattern RESULT = Pattern.compile("([a-z0-9]+)\\.v(\\d+)m(\\d+)\\..*");
  private static final Pattern LISTED =
      Pattern.compile("\"image\":\"([0-9a-f]{32})\",\"acceptedAtMicros\"");
  private static final String COMPLETE = "\"closedBy\":\"complete\"";

  /** The message in a body; empty where it is none. */
  static Optional<Message> parse(String body) {
    Matcher form = FORM.matcher(body);
    if (!form.matches()) {
      return Optional.empty();
    }
    String previous = form.group(4);
    String image = form.group(6);
    return Optional.of(
        new Message(
            form.group(1),
            form.group(2),
            Long.parseLong(form.group(3)),
            previous == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(previous)),
            form.group(5),
            image == null ? "" : image,
            form.group(7),
            body));
  }

  boolean isSummary() {
    return type.equals(SUMMARY);
  }

  /** Whether it says that a task gave the image up. */
  boolean isFailed() {
    return type.equals(FAILED);
  }

  /** The task that says it, as {@code codes-1.0}: an answer may have several parts, and ids. */
  String task() {
    Matcher named = isFailed() ? TASK.matcher(data) : RESULT.matcher(type);
    if (!named.find()) {
      return type;
    }
    return isFailed()
        ? named.group(1)
        : "%s-%s.%s".formatted(named.group(1), named.group(2), named.group(3));
  }

  /** The images that a summary lists, in its order. */
  List<String> listed() {
    return LISTED.matcher(data).results().map(image -> image.group(1)).toList();
  }

  /** Whether a summary was closed by count: time had no part in what it tells. */
  boolean isComplete() {
    return isSummary() && data.contains(COMPLETE);
  }

  /** For people. */
  String name() {
    return type + " " + id + " at " + cursor;
  }
}
