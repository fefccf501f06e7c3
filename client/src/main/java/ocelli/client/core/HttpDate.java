package ocelli.client.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads HTTP's dates (RFC 9110, 5.6.7), the form that is sent today. */
public final class HttpDate {
  private HttpDate() {}

  /** The moment it names; empty for what is no such date. */
  public static Optional<Instant> parse(String value) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip())));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
