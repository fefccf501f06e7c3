package ocelli.firehose.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.Query;
import akka.japi.Pair;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ocelli.firehose.core.Filter;
import ocelli.firehose.core.From;

/**
 * Reads the query of a GET: {@code from}, {@code max_rate}, {@code max_bytes_rate}, {@code types}
 * and {@code transactions} (each may repeat, or hold several with commas). {@code Last-Event-ID},
 * which EventSource sends when it comes back, goes before {@code from}.
 */
final class QueryReader {
  private static final Set<String> KNOWN =
      Set.of("from", "max_rate", "max_bytes_rate", "types", "transactions");

  private QueryReader() {}

  static Opening read(HttpRequest request) {
    Query query = request.getUri().query();
    for (Pair<String, String> parameter : query.toList()) {
      if (!KNOWN.contains(parameter.first())) {
        throw new BadField(parameter.first(), "there is no such parameter");
      }
    }
    return new Opening(
        from(request, query),
        rate(query, "max_rate"),
        rate(query, "max_bytes_rate"),
        new Filter(
            Fields.types("types", all(query, "types")),
            Fields.transactions("transactions", all(query, "transactions"))));
  }

  private static From from(HttpRequest request, Query query) {
    Optional<String> last =
        request
            .getHeader("Last-Event-ID")
            .map(header -> header.value())
            .filter(id -> !id.isEmpty());
    if (last.isPresent()) {
      return Fields.cursor("Last-Event-ID", last.get());
    }
    return query.get("from").map(Fields::from).orElseGet(From.Latest::new);
  }

  private static double rate(Query query, String field) {
    return query.get(field).map(text -> Fields.rate(field, text)).orElse(Double.POSITIVE_INFINITY);
  }

  private static List<String> all(Query query, String name) {
    return query.toList().stream()
        .filter(parameter -> parameter.first().equals(name))
        .flatMap(parameter -> Arrays.stream(parameter.second().split(",")))
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
