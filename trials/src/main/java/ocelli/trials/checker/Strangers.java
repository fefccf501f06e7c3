package ocelli.trials.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** I5: nothing comes of an image that nobody sent, and nothing goes to another client. */
final class Strangers implements Invariant {
  @Override
  public String name() {
    return "I5";
  }

  @Override
  public String promise() {
    return "nothing without an accepted image, nothing to another";
  }

  @Override
  public List<String> violations(History history, Bounds bounds) {
    Map<String, String> images = new HashMap<>();
    Map<String, String> transactions = new HashMap<>();
    for (Entry.Attempt attempt : history.attempts()) {
      if (attempt.mayHaveBeenTaken()) {
        images.put(attempt.image(), attempt.client());
        transactions.put(attempt.transaction(), attempt.client());
      }
    }
    Set<String> strange = new TreeSet<>();
    for (Entry.Client client : history.clients()) {
      for (History.Hook hook : history.hooks(client)) {
        judge(hook.message(), client.name(), images, transactions, strange);
      }
    }
    for (Reading reading : history.readings()) {
      for (Message message : reading.messages()) {
        judge(message, reading.client(), images, transactions, strange);
      }
    }
    return new ArrayList<>(strange);
  }

  private static void judge(
      Message message,
      String client,
      Map<String, String> images,
      Map<String, String> transactions,
      Set<String> strange) {
    String owner =
        message.isSummary() ? transactions.get(message.transaction()) : images.get(message.image());
    if (owner == null) {
      strange.add(client + " got " + message.name() + " of nothing that was sent");
    } else if (!owner.equals(client)) {
      strange.add(client + " got " + message.name() + " of " + owner);
    }
  }
}
