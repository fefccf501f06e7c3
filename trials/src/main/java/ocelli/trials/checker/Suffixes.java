package ocelli.trials.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** I4: from every cursor the firehose is the same bytes; webhooks are of those bytes too. */
final class Suffixes implements Invariant {
  @Override
  public String name() {
    return "I4";
  }

  @Override
  public String promise() {
    return "from every cursor the byte-identical suffix";
  }

  @Override
  public List<String> violations(History history, Bounds bounds) {
    List<String> other = new ArrayList<>();
    for (Entry.Client client : history.clients()) {
      history
          .reference(client)
          .ifPresentOrElse(
              all -> other.addAll(compared(history, client, all)),
              () -> other.add("nothing to compare " + client.name() + " with"));
    }
    return other;
  }

  private static List<String> compared(History history, Entry.Client client, Reading all) {
    List<String> other = new ArrayList<>();
    for (Reading reading : history.readings()) {
      if (reading.client().equals(client.name())) {
        other.addAll(compared(reading, all));
      }
    }
    Map<Long, String> bodies = new HashMap<>();
    all.messages().forEach(message -> bodies.put(message.cursor(), message.body()));
    for (History.Hook hook : history.hooks(client)) {
      if (!hook.message().body().equals(bodies.get(hook.message().cursor()))) {
        other.add("the webhook " + hook.message().name() + " is not what the firehose has there");
      }
    }
    return other;
  }

  private static List<String> compared(Reading reading, Reading all) {
    List<String> expected =
        all.messages().stream()
            .filter(message -> message.cursor() > reading.from())
            .map(Message::body)
            .toList();
    List<String> got = reading.messages().stream().map(Message::body).toList();
    if (got.size() > expected.size() || !got.equals(expected.subList(0, got.size()))) {
      return List.of(reading.reader() + " from " + reading.from() + " got other bytes");
    }
    if (reading.from() >= 0 && !reading.complete()) {
      return List.of(reading.reader() + " from " + reading.from() + " never came to the end");
    }
    return reading.complete() && got.size() < expected.size()
        ? List.of(
            "%s from %d ended after %d of %d messages"
                .formatted(reading.reader(), reading.from(), got.size(), expected.size()))
        : List.of();
  }
}
