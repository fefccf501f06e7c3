package ocelli.client.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ocelli.client.core.Message;
import ocelli.client.json.Json;
import ocelli.client.json.Messages;

/**
 * What must come for what was sent: an answer of each task for each image, a summary for each
 * transaction.
 */
final class Expectation {
  private final List<Sent> sent;

  Expectation(Collection<Sent> sent) {
    this.sent = List.copyOf(sent);
  }

  /** How many answers and summaries. */
  int size() {
    return sent.size() * Task.values().length + transactions().size();
  }

  /** What has not come, each in words: "receipt.png: text". */
  List<String> missing(Collection<Message> messages) {
    Set<String> there = new HashSet<>();
    Map<String, Set<Long>> parts = new HashMap<>();
    for (Message message : messages) {
      if (Task.isSummary(message)) {
        there.add(message.transaction());
      } else {
        Task.of(message).ifPresent(task -> answered(message, task, parts, there));
      }
    }
    List<String> missing = new ArrayList<>();
    for (Sent image : sent) {
      for (Task task : Task.values()) {
        if (!there.contains(key(image.image(), task))) {
          missing.add(image.sample().file() + ": " + task.word());
        }
      }
    }
    transactions().stream()
        .filter(transaction -> !there.contains(transaction))
        .forEach(transaction -> missing.add(transaction + ": summary"));
    return missing;
  }

  /** Tasks that answered for no image although all transactions are summed up: not granted. */
  List<Task> silent(Collection<Message> messages) {
    Set<String> summed = new HashSet<>();
    Set<Task> heard = EnumSet.noneOf(Task.class);
    for (Message message : messages) {
      Task.of(message).ifPresent(heard::add);
      if (Task.isSummary(message)) {
        summed.add(message.transaction());
      }
    }
    return sent.isEmpty() || !summed.containsAll(transactions())
        ? List.of()
        : Arrays.stream(Task.values()).filter(task -> !heard.contains(task)).toList();
  }

  private Set<String> transactions() {
    Set<String> names = new LinkedHashSet<>();
    sent.forEach(image -> names.add(image.transaction()));
    return names;
  }

  /** A large result comes in parts: it is there when all of them are. */
  private static void answered(
      Message message, Task task, Map<String, Set<Long>> parts, Set<String> there) {
    JsonNode data = Messages.data(message);
    String key = key(message.image().orElse(""), task);
    Set<Long> seen = parts.computeIfAbsent(key, any -> new HashSet<>());
    seen.add(Json.optionalNumber(data, "index").orElse(0));
    if (seen.size() >= Json.optionalNumber(data, "count").orElse(1)) {
      there.add(key);
    }
  }

  private static String key(String image, Task task) {
    return image + "/" + task;
  }
}
