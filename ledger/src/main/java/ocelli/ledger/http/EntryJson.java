package ocelli.ledger.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import ocelli.ledger.core.Entry;
import ocelli.ledger.core.Missing;
import ocelli.ledger.core.Unaccounted;

/** Entries that lack something as JSON, for operators. */
final class EntryJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EntryJson() {}

  /** For operators. */
  static ObjectNode unaccounted(Optional<Instant> readUpTo, Unaccounted missing) {
    ObjectNode page = JSON.createObjectNode();
    page.put("count", missing.count());
    missing.oldest().ifPresent(oldest -> page.put("oldest", oldest.toString()));
    readUpTo.ifPresent(at -> page.put("read_up_to", at.toString()));
    ArrayNode images = page.putArray("images");
    missing.entries().forEach(entry -> images.add(lacking(entry)));
    return page;
  }

  private static ObjectNode lacking(Entry entry) {
    ObjectNode image = JSON.createObjectNode();
    image.put("image", entry.image().value());
    image.put("client", entry.client().value());
    image.put("transaction", entry.transaction().value());
    image.put("accepted_at", entry.acceptedAt().toString());
    ArrayNode all = image.putArray("missing");
    for (Missing one : entry.missing()) {
      all.addObject().put("task", one.task()).put("stage", one.stage().text());
    }
    return image;
  }
}
