package ocelli.trials.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** I3: cursors rise, {@code previous} never gaps, and each way keeps its order. */
final class Order implements Invariant {
  @Override
  public String name() {
    return "I3";
  }

  @Override
  public String promise() {
    return "cursors rise, previous never gaps, order holds";
  }

  @Override
  public List<String> violations(History history, Bounds bounds) {
    List<String> broken = new ArrayList<>(history.unreadable());
    history.readings().forEach(reading -> broken.addAll(chain(reading)));
    for (Entry.Client client : history.clients()) {
      broken.addAll(perTransaction(history, client));
      if (client.webhooks()) {
        broken.addAll(gaps(history, client));
      }
    }
    return broken;
  }

  private static List<String> chain(Reading reading) {
    List<String> broken = new ArrayList<>();
    OptionalLong before =
        reading.from() < 0 ? OptionalLong.empty() : OptionalLong.of(reading.from());
    for (Message message : reading.messages()) {
      if (!message.previous().equals(before)) {
        broken.add(
            reading.reader() + ": " + message.name() + " follows " + before + ", not its previous");
      }
      if (before.isPresent() && message.cursor() <= before.getAsLong()) {
        broken.add(reading.reader() + ": " + message.name() + " comes after " + before);
      }
      before = OptionalLong.of(message.cursor());
    }
    return broken;
  }

  private static List<String> perTransaction(History history, Entry.Client client) {
    List<String> broken = new ArrayList<>();
    Map<String, Long> highest = new HashMap<>();
    Map<Long, Boolean> seen = new HashMap<>();
    for (History.Hook hook : history.acknowledged(client)) {
      Message message = hook.message();
      if (seen.put(message.cursor(), true) != null) {
        continue; // again: I2 counts it
      }
      long before = highest.getOrDefault(message.transaction(), -1L);
      if (message.cursor() < before) {
        broken.add(client.name() + " got " + message.name() + " after " + before);
      }
      highest.merge(message.transaction(), message.cursor(), Math::max);
    }
    return broken;
  }

  /** All of the client's messages go to its endpoint: those that it took are a chain too. */
  private static List<String> gaps(History history, Entry.Client client) {
    List<String> broken = new ArrayList<>();
    TreeMap<Long, Message> taken = new TreeMap<>();
    history.acknowledged(client).forEach(h -> taken.put(h.message().cursor(), h.message()));
    OptionalLong before = OptionalLong.empty();
    for (Message message : taken.values()) {
      if (!message.previous().equals(before)) {
        broken.add(
            "webhooks of %s: before %s came %s, not %s"
                .formatted(client.name(), message.name(), before, message.previous()));
      }
      before = OptionalLong.of(message.cursor());
    }
    return broken;
  }
}
