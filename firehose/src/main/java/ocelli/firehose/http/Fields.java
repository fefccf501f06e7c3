package ocelli.firehose.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import ocelli.firehose.core.From;
import ocelli.firehose.core.Position;
import ocelli.protocol.TransactionId;

/** Checks of single fields, shared by the body and the query. */
final class Fields {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern TYPE =
      Pattern.compile("[a-z]{1,32}\\.v\\d{1,4}m\\d{1,4}\\.[A-Za-z]{1,64}");
  private static final long CURSORS = 1L << 53; // ocelli.protocol.Cursor
  private static final int MOST_FILTERED = 100; // a set that a page is filtered by in passing

  private Fields() {}

  static From from(String text) {
    if (text.equals("earliest")) {
      return new From.Earliest();
    }
    if (text.equals("latest")) {
      return new From.Latest();
    }
    return WHOLE_NUMBER.matcher(text).matches()
        ? cursor("from", Long.parseLong(text))
        : new From.Since(time(text));
  }

  static From.After cursor(String field, long value) {
    if (value < Position.BEFORE_ALL || value >= CURSORS) {
      throw new BadField(field, "a cursor is -1 (before all) to 2^53 - 1");
    }
    return new From.After(value);
  }

  static From.After cursor(String field, String text) {
    if (!WHOLE_NUMBER.matcher(text).matches()) {
      throw new BadField(field, "a cursor is a whole number");
    }
    return cursor(field, Long.parseLong(text));
  }

  static double rate(String field, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new BadField(field, "a positive number a second");
    }
    return value;
  }

  static double rate(String field, String text) {
    try {
      return rate(field, Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new BadField(field, "a positive number a second");
    }
  }

  static Set<String> types(String field, List<String> values) {
    return set(field, values, type -> TYPE.matcher(type).matches(), "types such as ocr.v1m0.Text");
  }

  static Set<String> transactions(String field, List<String> values) {
    return set(field, values, TransactionId::isValid, "1 to 128 of [A-Za-z0-9._~-] each");
  }

  private static Set<String> set(
      String field, List<String> values, Predicate<String> valid, String rule) {
    if (values.size() > MOST_FILTERED) {
      throw new BadField(field, "at most " + MOST_FILTERED);
    }
    if (!values.stream().allMatch(valid)) {
      throw new BadField(field, rule);
    }
    return new LinkedHashSet<>(values);
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new BadField(
          "from", "a cursor, \"earliest\", \"latest\" or a time as RFC 3339 writes it");
    }
  }
}
