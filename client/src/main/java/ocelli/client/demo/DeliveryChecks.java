package ocelli.client.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import ocelli.client.core.Chain;
import ocelli.client.core.Message;

/** Judges how messages came: all, each the same by both ways, chained, in order. */
final class DeliveryChecks {
  private DeliveryChecks() {}

  /** Everything that was expected came. */
  static Check complete(Channel channel, Expectation expected, List<Message> came) {
    int size = expected.size();
    List<String> missing = expected.missing(came);
    return Check.none(
        "everything came by " + channel.word(),
        missing.stream().map(what -> "missing " + what).toList(),
        size + " of " + size);
  }

  /** The same messages by webhook and by firehose: id, cursor and every byte. */
  static Check equal(List<Message> webhooks, List<Message> firehose) {
    Map<Long, Message> left = byCursor(webhooks);
    Map<Long, Message> right = byCursor(firehose);
    List<String> wrong = new ArrayList<>();
    left.forEach(
        (cursor, message) -> {
          Message other = right.get(cursor);
          if (other == null) {
            wrong.add("cursor " + cursor + " came by webhook only");
          } else if (!other.json().equals(message.json())) {
            wrong.add("cursor " + cursor + " differs");
          }
        });
    right.keySet().stream()
        .filter(cursor -> !left.containsKey(cursor))
        .forEach(cursor -> wrong.add("cursor " + cursor + " came by firehose only"));
    return Check.none(
        "webhook and firehose agree to the byte", wrong, left.size() + " ids and cursors");
  }

  /** Each message names the one before it, so nothing is missing in between. */
  static Check chained(Channel channel, List<Message> came) {
    List<String> wrong = new ArrayList<>();
    Chain chain = Chain.unknown();
    for (Message message : byCursor(came).values()) {
      Chain before = chain;
      chain =
          chain
              .accept(message, Optional.empty())
              .match(
                  linked -> linked.next(),
                  known -> before,
                  broken -> {
                    wrong.add(broken.reason());
                    return Chain.after(message.cursor());
                  });
    }
    return Check.some(
        "no gap in the chain of previous, " + channel.word(), wrong, came.size(), "links");
  }

  /** Within a transaction, messages first came in the order of their cursors. */
  static Check ordered(Channel channel, List<Message> came) {
    Map<String, Long> last = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (Message message : came) {
      if (!seen.add(message.cursor())) {
        continue;
      }
      Long before = last.put(message.transaction(), message.cursor());
      if (before != null && before > message.cursor()) {
        wrong.add(message.transaction() + ": " + message.cursor() + " came after " + before);
      }
    }
    return Check.some(
        "in order within each transaction, " + channel.word(), wrong, last.size(), "transactions");
  }

  /** No message came twice under two cursors: nothing crashed, so nothing may be repeated. */
  static Check distinct(List<Message> came) {
    Map<String, Long> cursors = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    for (Message message : came) {
      Long before = cursors.putIfAbsent(message.id(), message.cursor());
      if (before != null && before != message.cursor()) {
        wrong.add(message.id() + " has cursors " + before + " and " + message.cursor());
      }
    }
    return Check.none("one cursor for each id", wrong, cursors.size() + " ids");
  }

  private static Map<Long, Message> byCursor(List<Message> messages) {
    Map<Long, Message> sorted = new TreeMap<>(Comparator.naturalOrder());
    messages.forEach(message -> sorted.putIfAbsent(message.cursor(), message));
    return sorted;
  }
}
