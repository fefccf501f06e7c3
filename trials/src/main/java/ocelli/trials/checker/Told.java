package ocelli.trials.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a client was told along one way, and when: of its images, and of its transactions. */
final class Told {
  private final History history;
  private final Entry.Client client;
  private final Map<String, Set<String>> answers = new HashMap<>();
  private final Map<String, Set<String>> failures = new HashMap<>();
  private final Map<String, Long> answered = new HashMap<>();
  private final Map<String, Set<String>> listed = new HashMap<>();
  private final Map<String, Long> complete = new HashMap<>();

  private Told(History history, Entry.Client client) {
    this.history = history;
    this.client = client;
  }

  static Told byFirehose(History history, Entry.Client client, List<Reading.Line> lines) {
    Told told = new Told(history, client);
    lines.forEach(line -> told.add(line.message(), line.at()));
    return told;
  }

  /** Those that its endpoint acknowledged. */
  static Told byWebhooks(History history, Entry.Client client) {
    Told told = new Told(history, client);
    history.acknowledged(client).forEach(hook -> told.add(hook.message(), hook.at()));
    return told;
  }

  /** By each way that should bring everything, of which one is a connection that is held. */
  static List<Told> asItCame(History history, Entry.Client client) {
    Told firehose = byFirehose(history, client, history.held(client));
    return client.webhooks() ? List.of(firehose, byWebhooks(history, client)) : List.of(firehose);
  }

  private void add(Message message, long at) {
    if (message.isSummary()) {
      of(listed, message.transaction()).addAll(message.listed());
      if (message.isComplete()) {
        complete.putIfAbsent(message.transaction(), at);
      }
      return;
    }
    if (message.isFailed()) {
      of(failures, message.image()).add(message.task());
    }
    Set<String> tasks = of(answers, message.image());
    if (tasks.add(message.task()) && tasks.size() == client.tasks()) {
      answered.put(message.image(), at);
    }
  }

  private static Set<String> of(Map<String, Set<String>> sets, String key) {
    return sets.computeIfAbsent(key, absent -> new HashSet<>());
  }

  /** The tasks that answered for an image: not the messages, of which one may come twice. */
  Set<String> answers(String image) {
    return Set.copyOf(answers.getOrDefault(image, Set.of()));
  }

  /** The tasks that gave an image up. */
  Set<String> failures(String image) {
    return Set.copyOf(failures.getOrDefault(image, Set.of()));
  }

  /** When each image had its last answer, where it had all. */
  Map<String, Long> answered() {
    return Map.copyOf(answered);
  }

  /** When each transaction had its first summary that was closed by count. */
  Map<String, Long> summedUp() {
    return Map.copyOf(complete);
  }

  /** Whether a summary of its transaction tells of an image. */
  boolean isListed(Entry.Attempt image) {
    return listed.getOrDefault(image.transaction(), Set.of()).contains(image.image());
  }

  /** Whether all whole transactions are summed up, with all their images. */
  boolean isSummedUp() {
    return complete.keySet().containsAll(history.wholeTransactions(client))
        && history.accepted(client).stream()
            .filter(image -> complete.containsKey(image.transaction()))
            .allMatch(this::isListed);
  }
}
