package ocelli.protocol;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vision task in one version, or a service as a claim names it: {@code ocr-1.0}.
 *
 * @param name lower-case letters
 * @param major 0 or more
 * @param minor 0 or more
 */
public record TaskId(String name, int major, int minor) implements Comparable<TaskId> {
  private static final Pattern FORM = Pattern.compile("([a-z]{1,32})-(\\d{1,4})\\.(\\d{1,4})");

  /** {@code ocr-1.0} as a task; empty where the text has another form. */
  public static Optional<TaskId> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new TaskId(
                form.group(1), Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3))))
        : Optional.empty();
  }

  @Override
  public int compareTo(TaskId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return name + "-" + major + "." + minor;
  }
}
