package ocelli.jobs.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Reads {@code Prefer: wait=N} (RFC 7240). */
final class Prefer {
  private static final Pattern WAIT =
      Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?([0-9]{1,6})\"?(?:$|[,;\\s])");

  private Prefer() {}

  /**
   * How long the asker would wait, at most so long; empty where it did not say.
   *
   * @param most longer is as good as that: a preference may be met in part
   */
  static Optional<Duration> wait(HttpRequest request, Duration most) {
    return StreamSupport.stream(request.getHeaders().spliterator(), false)
        .filter(header -> header.lowercaseName().equals("prefer"))
        .map(HttpHeader::value)
        .map(WAIT::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(found -> Duration.ofSeconds(Long.parseLong(found.group(1))))
        .map(wanted -> wanted.compareTo(most) > 0 ? most : wanted);
  }
}
