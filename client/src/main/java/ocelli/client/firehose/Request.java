package ocelli.client.firehose;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalLong;
import ocelli.client.http.Call;
import ocelli.client.json.Json;

/** The request that opens the firehose. */
final class Request {
  private Request() {}

  static Call open(FirehoseOptions options, OptionalLong cursor, String from) {
    ObjectNode body = Json.object();
    if (cursor.isPresent()) {
      body.put("from", cursor.getAsLong());
    } else {
      body.put("from", from);
    }
    options.maxRate().ifPresent(rate -> put(body, rate));
    if (options.isFiltered()) {
      ObjectNode filters = body.putObject("filters");
      fill(filters, "types", options.types());
      fill(filters, "transactions", options.transactions());
    }
    return Call.of("POST", "/firehose")
        .header("Accept", "application/x-ndjson")
        .body("application/json", Json.text(body));
  }

  private static void put(ObjectNode body, double rate) {
    if (rate == Math.rint(rate)) {
      body.put("max_rate", (long) rate);
    } else {
      body.put("max_rate", rate);
    }
  }

  private static void fill(ObjectNode filters, String name, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = filters.putArray(name);
      values.forEach(array::add);
    }
  }
}
