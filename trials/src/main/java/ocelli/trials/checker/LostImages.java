package ocelli.trials.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** I1: what was acknowledged is answered by every task, and summed up, by every way it should. */
final class LostImages implements Invariant {
  static final String NAME = "I1";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String promise() {
    return "no acknowledged image lost";
  }

  @Override
  public List<String> violations(History history, Bounds bounds) {
    List<String> lost = new ArrayList<>();
    for (Entry.Client client : history.clients()) {
      history
          .reference(client)
          .ifPresentOrElse(
              all -> lost.addAll(missing(history, client, all.messages(), "the firehose")),
              () -> lost.add("nobody read the firehose of " + client.name() + " to its end"));
      if (client.webhooks()) {
        lost.addAll(missing(history, client, taken(history, client).toList(), "webhooks"));
      }
    }
    return lost;
  }

  /** Whether the summary of each whole transaction has come by each way, to whom it should. */
  static boolean summariesAreHeard(History history) {
    return history.clients().stream()
        .allMatch(
            client -> {
              Set<String> whole = history.wholeTransactions(client);
              return summarised(lines(history, client)).containsAll(whole)
                  && (!client.webhooks() || summarised(taken(history, client)).containsAll(whole));
            });
  }

  private static Stream<Message> lines(History history, Entry.Client client) {
    return history.readings().stream()
        .filter(reading -> reading.client().equals(client.name()))
        .flatMap(reading -> reading.messages().stream());
  }

  private static Stream<Message> taken(History history, Entry.Client client) {
    return history.acknowledged(client).stream().map(History.Hook::message);
  }

  private static Set<String> summarised(Stream<Message> messages) {
    return messages
        .filter(Message::isSummary)
        .map(Message::transaction)
        .collect(Collectors.toSet());
  }

  private static List<String> missing(
      History history, Entry.Client client, List<Message> messages, String way) {
    Map<String, Set<String>> answers = new HashMap<>();
    Set<String> summarised = summarised(messages.stream());
    for (Message message : messages) {
      if (!message.isSummary()) {
        answers.computeIfAbsent(message.image(), image -> new HashSet<>()).add(message.id());
      }
    }
    List<String> missing = new ArrayList<>();
    for (Entry.Attempt image : history.accepted(client)) {
      int came = answers.getOrDefault(image.image(), Set.of()).size();
      if (came < client.tasks()) {
        missing.add(
            "%s of %s in %s has %d of %d answers by %s"
                .formatted(
                    image.image(), client.name(), image.transaction(), came, client.tasks(), way));
      }
    }
    for (String transaction : history.wholeTransactions(client)) {
      if (!summarised.contains(transaction)) {
        missing.add("no summary of " + transaction + " of " + client.name() + " by " + way);
      }
    }
    return missing;
  }
}
