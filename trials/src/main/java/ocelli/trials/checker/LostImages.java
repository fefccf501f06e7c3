package ocelli.trials.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** I1: what was acknowledged is answered by every task, and summed up, by every way it should. */
final class LostImages implements Invariant {
  @Override
  public String name() {
    return "I1";
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
        List<Message> taken =
            history.acknowledged(client).stream().map(History.Hook::message).toList();
        lost.addAll(missing(history, client, taken, "webhooks"));
      }
    }
    return lost;
  }

  private static List<String> missing(
      History history, Entry.Client client, List<Message> messages, String way) {
    Map<String, Set<String>> answers = new HashMap<>();
    Set<String> summarised = new HashSet<>();
    for (Message message : messages) {
      if (message.isSummary()) {
        summarised.add(message.transaction());
      } else {
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
