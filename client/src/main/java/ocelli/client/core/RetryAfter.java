package ocelli.client.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads the header Retry-After (RFC 9110, 10.2.3): seconds, or a date. */
public final class RetryAfter {
  private static final int LONGEST_NUMBER = 9;

  private RetryAfter() {}

  /** The wait it asks for, never negative; empty for what is neither seconds nor a date. */
  public static Optional<Duration> parse(String value, Instant now) {
    String text = value.strip();
    if (text.matches("[0-9]{1," + LONGEST_NUMBER + "}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    return HttpDate.parse(text)
        .map(when -> when.isAfter(now) ? Duration.between(now, when) : Duration.ZERO);
  }
}
