package ocelli.authz.verify;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of claims, the only one: {@code name "-" version}, where the version is {@code *}
 * (any), {@code MAJOR} or {@code MAJOR.*} (any minor version of it), or {@code MAJOR.MINOR}. A
 * service is named in the same form without a star: {@code ocr-1.0}, {@code push-1}.
 *
 * @param name the service, lower-case letters
 * @param major the major version; {@link #ANY} for all
 * @param minor the minor version; {@link #ANY} for all
 */
public record ClaimPattern(String name, int major, int minor) {
  /** Stands for every version. */
  public static final int ANY = -1;

  /** The most specific first. */
  public static final Comparator<ClaimPattern> MOST_SPECIFIC_FIRST =
      Comparator.comparingInt(ClaimPattern::specificity)
          .reversed()
          .thenComparing(ClaimPattern::toString);

  private static final Pattern FORM =
      Pattern.compile("([a-z]{1,32})-(?:(\\*)|(\\d{1,4})(?:\\.(\\*|\\d{1,4}))?)");

  /** The text as a pattern; empty where it is none. */
  public static Optional<ClaimPattern> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int major = form.group(2) != null ? ANY : Integer.parseInt(form.group(3));
    int minor =
        form.group(4) == null || form.group(4).equals("*") ? ANY : Integer.parseInt(form.group(4));
    return Optional.of(new ClaimPattern(form.group(1), major, minor));
  }

  /**
   * Whether it covers all of what the other covers: {@code ocr-*} covers {@code ocr-1.*} and {@code
   * ocr-1.0}; {@code ocr-1.0} does not cover {@code ocr-1}.
   */
  public boolean covers(ClaimPattern other) {
    return name.equals(other.name)
        && (major == ANY || major == other.major)
        && (minor == ANY || minor == other.minor);
  }

  private int specificity() {
    return (major == ANY ? 0 : 1) + (minor == ANY ? 0 : 1);
  }

  /** The canonical form: {@code ocr-*}, {@code ocr-1.*} or {@code ocr-1.0}. */
  @Override
  public String toString() {
    return name
        + "-"
        + (major == ANY ? "*" : major + "." + (minor == ANY ? "*" : Integer.toString(minor)));
  }
}
