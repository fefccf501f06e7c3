package ocelli.ledger.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import ocelli.ledger.core.Answer;
import ocelli.ledger.core.Entry;
import ocelli.ledger.core.Stage;
import ocelli.ledger.core.Webhook;

/** Where an image is, as JSON for its owner. */
final class Whereabouts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Entry entry;
  private final OptionalLong before;
  private final Map<Answer, Webhook> webhooks;

  private Whereabouts(Entry entry, OptionalLong before, Map<Answer, Webhook> webhooks) {
    this.entry = entry;
    this.before = before;
    this.webhooks = webhooks;
  }

  /**
   * The image, and of each task and of the summary whether its messages are on their way, and
   * where.
   *
   * @param before the first cursor that the firehose does not have yet; empty where that is not
   *     known
   * @param webhooks what became of its messages
   */
  static ObjectNode of(Entry entry, OptionalLong before, Map<Answer, Webhook> webhooks) {
    return new Whereabouts(entry, before, webhooks).image();
  }

  private ObjectNode image() {
    ObjectNode image = JSON.createObjectNode();
    image.put("transaction", entry.transaction().value());
    image.put("image", entry.image().value());
    image.put("accepted_at", entry.acceptedAt().toString());
    ArrayNode tasks = image.putArray("tasks");
    for (String task : entry.expected()) {
      describe(tasks.addObject().put("task", task), Stage.DELIVERY, task);
    }
    if (entry.summarised()) {
      describe(image.putObject("summary"), Stage.SUMMARIES, Answer.SUMMARY);
    }
    return image;
  }

  private void describe(ObjectNode one, Stage stage, String task) {
    List<Answer> parts =
        entry.answers(stage, task).stream()
            .sorted(Comparator.comparingLong(Answer::place))
            .toList();
    boolean seen = entry.answered(stage, task);
    one.put("state", seen ? "seen" : "pending");
    before.ifPresent(
        first ->
            one.put("in_firehose", seen && parts.stream().allMatch(part -> part.place() < first)));
    ArrayNode cursors = one.putArray("cursors");
    ArrayNode became = one.putArray("webhooks");
    for (Answer part : parts) {
      cursors.add(part.place());
      describe(became.addObject(), webhooks.getOrDefault(part, Webhook.Unknown.INSTANCE));
    }
  }

  private static void describe(ObjectNode one, Webhook webhook) {
    if (webhook instanceof Webhook.Known known) {
      one.put("state", known.state());
      known.attempts().ifPresent(attempts -> one.put("attempts", attempts));
      known.nextTry().ifPresent(at -> one.put("next_try", at.toString()));
      known.reason().ifPresent(reason -> one.put("reason", reason));
      known.givenUpAt().ifPresent(at -> one.put("given_up_at", at.toString()));
    } else if (webhook instanceof Webhook.NotWanted) {
      one.put("state", "not-wanted");
    } else {
      one.put("state", "unknown").put("detail", "push does not answer");
    }
  }
}
