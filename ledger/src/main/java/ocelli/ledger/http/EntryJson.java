package ocelli.ledger.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import ocelli.ledger.core.Answer;
import ocelli.ledger.core.Entry;
import ocelli.ledger.core.Missing;
import ocelli.ledger.core.Stage;
import ocelli.ledger.core.Unaccounted;

/** Entries as JSON, for their owners and for operators. */
final class EntryJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EntryJson() {}

  /**
   * For the owner: the image, and of each task whether its answer is on its way, and where.
   *
   * @param before the first cursor that the firehose does not have yet; empty where that is not
   *     known
   */
  static ObjectNode whereabouts(Entry entry, OptionalLong before) {
    ObjectNode image = JSON.createObjectNode();
    image.put("transaction", entry.transaction().value());
    image.put("image", entry.image().value());
    image.put("accepted_at", entry.acceptedAt().toString());
    ArrayNode tasks = image.putArray("tasks");
    for (String task : entry.expected()) {
      boolean seen = entry.answered(Stage.DELIVERY, task);
      ObjectNode one = tasks.addObject().put("task", task).put("state", seen ? "seen" : "pending");
      before.ifPresent(first -> one.put("in_firehose", seen && allBefore(first, entry, task)));
      ArrayNode cursors = one.putArray("cursors");
      entry.answers(Stage.DELIVERY, task).stream()
          .map(Answer::place)
          .sorted()
          .forEach(cursors::add);
    }
    return image;
  }

  private static boolean allBefore(long first, Entry entry, String task) {
    return entry.answers(Stage.DELIVERY, task).stream().allMatch(part -> part.place() < first);
  }

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
      all.addObject().put("task", one.task()).put("stage", one.stage().topic());
    }
    return image;
  }
}
