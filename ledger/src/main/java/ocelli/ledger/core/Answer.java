package ocelli.ledger.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One message of a task about an image, seen on a topic. Stored as text: {@code delivery-1 ocr-1.0
 * 0/1 17}.
 *
 * @param stage where it was seen
 * @param task as {@code name-1.0}
 * @param index of this part, from 0
 * @param count of parts that make the answer, at least 1
 * @param place its offset, or on delivery-1 its cursor
 */
public record Answer(Stage stage, String task, int index, int count, long place) {
  private static final Pattern FORM = Pattern.compile("(\\S+) (\\S+) (\\d+)/(\\d+) (\\d+)");

  public Answer {
    if (index < 0 || count < 1 || index >= count) {
      throw new IllegalArgumentException("part " + index + " of " + count);
    }
  }

  /** Whether the other is the same part of the same answer, seen at another place. */
  boolean repeats(Answer other) {
    return stage == other.stage
        && task.equals(other.task)
        && index == other.index
        && count == other.count;
  }

  /** As it is stored. */
  public String text() {
    return stage.topic() + " " + task + " " + index + "/" + count + " " + place;
  }

  /**
   * The answer that was stored.
   *
   * @throws IllegalArgumentException where it is none: the table was written by something else
   */
  public static Answer parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not an answer: " + text);
    }
    return new Answer(
        Stage.of(form.group(1)).orElseThrow(),
        form.group(2),
        Integer.parseInt(form.group(3)),
        Integer.parseInt(form.group(4)),
        Long.parseLong(form.group(5)));
  }
}
