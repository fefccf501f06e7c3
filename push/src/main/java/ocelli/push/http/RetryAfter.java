package ocelli.push.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The {@code Retry-After} of an answer (RFC 9110, 10.2.3): seconds or a date. */
final class RetryAfter {
  /** An endpoint cannot put off its messages for longer than the schedule's longest wait. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private RetryAfter() {}

  static Optional<Duration> of(HttpResponse response, Instant now) {
    return response
        .getHeader("Retry-After")
        .map(HttpHeader::value)
        .flatMap(value -> parse(value.trim(), now))
        .filter(wait -> !wait.isNegative())
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Duration> parse(String value, Instant now) {
    try {
      if (value.matches("\\d{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
      }
      Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, at));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
