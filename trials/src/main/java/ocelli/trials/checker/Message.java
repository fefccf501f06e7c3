package ocelli.trials.checker;

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

  /** For people. */
  String name() {
    return type + " " + id + " at " + cursor;
  }
}
