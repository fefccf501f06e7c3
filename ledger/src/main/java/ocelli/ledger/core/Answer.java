package ocelli.ledger.core;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One message of a task, or of the summary, about an image, seen on a topic. Stored as text: {@code
 * delivery-1 ocr-1.0 0/1 17 0}, where the last number is that of its endpoint in a list, and absent
 * where it has none.
 *
 * @param stage where it was seen
 * @param task as {@code name-1.0}
 * @param index of this part, from 0
 * @param count of parts that make the answer, at least 1
 * @param place its offset, or on delivery-1 its cursor
 * @param endpoint where it goes by webhook; empty on vision-1
 */
public record Answer(
    Stage stage, String task, int index, int count, long place, Optional<Endpoint> endpoint) {
  /** The task of a summary. */
  public static final String SUMMARY = "summary-1.0";

  private static final Pattern FORM =
      Pattern.compile("(\\S+) (\\S+) (\\d+)/(\\d+) (\\d+)(?: (\\d+))?");

  public Answer {
    if (index < 0 || count < 1 || index >= count) {
      throw new IllegalArgumentException("part " + index + " of " + count);
    }
  }

  /** The same, on its way by webhook or not. */
  public Answer to(Optional<Endpoint> destination) {
    return new Answer(stage, task, index, count, place, destination);
  }

  /** Whether the other is the same part of the same answer, seen at another place. */
  boolean repeats(Answer other) {
    return stage == other.stage
        && task.equals(other.task)
        && index == other.index
        && count == other.count;
  }

  /**
   * As it is stored.
   *
   * @param endpoints its own among them
   */
  public String text(List<Endpoint> endpoints) {
    return stage.text()
        + " "
        + task
        + " "
        + index
        + "/"
        + count
        + " "
        + place
        + endpoint.map(own -> " " + endpoints.indexOf(own)).orElse("");
  }

  /**
   * The answer that was stored.
   *
   * @param endpoints as they were stored beside it
   * @throws IllegalArgumentException where it is none: the table was written by something else
   */
  public static Answer parse(String text, List<Endpoint> endpoints) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not an answer: " + text);
    }
    return new Answer(
        Stage.of(form.group(1)).orElseThrow(),
        form.group(2),
        Integer.parseInt(form.group(3)),
        Integer.parseInt(form.group(4)),
        Long.parseLong(form.group(5)),
        Optional.ofNullable(form.group(6)).map(number -> endpoints.get(Integer.parseInt(number))));
  }
}
