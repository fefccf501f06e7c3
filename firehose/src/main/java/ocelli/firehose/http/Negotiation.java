package ocelli.firehose.http;

import akka.http.javadsl.model.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ocelli.firehose.core.Format;

/** Which format a request's Accept asks for: the first of its ranges that there is. */
final class Negotiation {
  private Negotiation() {}

  /** The format; empty where there is none that the client takes. */
  static Optional<Format> format(HttpRequest request, Format standard) {
    List<String> ranges = ranges(request);
    if (ranges.isEmpty()) {
      return Optional.of(standard);
    }
    return ranges.stream().flatMap(range -> format(range, standard).stream()).findFirst();
  }

  /** Whether it asks for what a later version will have. */
  static boolean asksForProtobuf(HttpRequest request) {
    return ranges(request).contains("application/x-protobuf");
  }

  private static Optional<Format> format(String range, Format standard) {
    return switch (range) {
      case "application/x-ndjson", "application/ndjson" -> Optional.of(Format.NDJSON);
      case "text/event-stream" -> Optional.of(Format.EVENTS);
      case "*/*" -> Optional.of(standard);
      case "application/*" -> Optional.of(Format.NDJSON);
      case "text/*" -> Optional.of(Format.EVENTS);
      default -> Optional.empty();
    };
  }

  private static List<String> ranges(HttpRequest request) {
    return request
        .getHeader("Accept")
        .map(header -> header.value().toLowerCase(Locale.ROOT))
        .map(value -> Arrays.stream(value.split(",")).map(Negotiation::withoutParameters).toList())
        .orElse(List.of());
  }

  private static String withoutParameters(String range) {
    int end = range.indexOf(';');
    return (end < 0 ? range : range.substring(0, end)).strip();
  }
}
