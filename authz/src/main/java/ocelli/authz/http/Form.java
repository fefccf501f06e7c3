package ocelli.authz.http;

import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The fields of a token request; a field without a value counts as absent (RFC 6749, 3.2). */
final class Form {
  private static final int MAX_BYTES = 16_384; // four times the longest token

  private final Map<String, List<String>> fields;

  Form(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  /** Reads a bounded form, in which no field may come twice (RFC 6749, 3.2). */
  static Route of(Function<Form, Route> inner) {
    return Directives.withSizeLimit(
        MAX_BYTES,
        () ->
            Directives.formFieldMultiMap(
                fields ->
                    fields.values().stream().anyMatch(values -> values.size() > 1)
                        ? Directives.complete(
                            Answers.error(400, "invalid_request", "a field comes twice"))
                        : inner.apply(new Form(fields))));
  }

  Optional<String> field(String name) {
    return fields.getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
