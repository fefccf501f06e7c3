package ocelli.trials.checker;

import java.util.ArrayList;
import java.util.List;

/**
 * I1: what was acknowledged is answered by every task, and summed up, by every way it should; and
 * only poison is given up.
 */
final class LostImages implements Invariant {
  static final String NAME = "I1";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String promise() {
    return "no acknowledged image lost, nor given up but for poison";
  }

  @Override
  public List<String> violations(History history, Bounds bounds) {
    List<String> lost = new ArrayList<>();
    for (Entry.Client client : history.clients()) {
      history
          .reference(client)
          .map(all -> Told.byFirehose(history, client, all.lines()))
          .ifPresentOrElse(
              told -> {
                lost.addAll(missing(history, client, told, "the firehose"));
                lost.addAll(givenUp(history, client, told));
              },
              () -> lost.add("nobody read the firehose of " + client.name() + " to its end"));
      if (client.webhooks()) {
        lost.addAll(missing(history, client, Told.byWebhooks(history, client), "webhooks"));
      }
    }
    return lost;
  }

  /** Whether the summary of each whole transaction has come, by each way that it should. */
  static boolean summariesAreHeard(History history) {
    return history.clients().stream()
        .flatMap(client -> history.asItCame(client).stream())
        .allMatch(Told::isSummedUp);
  }

  private static List<String> missing(History history, Entry.Client client, Told told, String way) {
    List<String> missing = new ArrayList<>();
    for (Entry.Attempt image : history.accepted(client)) {
      int came = told.answers(image.image()).size();
      if (came < client.tasks()) {
        missing.add(
            "%s has answers of %d of %d tasks by %s"
                .formatted(name(image), came, client.tasks(), way));
      }
      if (told.summedUp().containsKey(image.transaction()) && !told.isListed(image)) {
        missing.add(name(image) + " is in no summary of that by " + way);
      }
    }
    for (String transaction : history.wholeTransactions(client)) {
      if (!told.summedUp().containsKey(transaction)) {
        missing.add("no summary of all of " + transaction + " of " + client.name() + " by " + way);
      }
    }
    return missing;
  }

  /** A task that gave up an image that hurts nobody, or did not one that ends it. */
  private static List<String> givenUp(History history, Entry.Client client, Told told) {
    List<String> wrong = new ArrayList<>();
    for (Entry.Attempt image : history.accepted(client)) {
      int failed = told.failures(image.image()).size();
      boolean poison = history.isPoison(image.image());
      if (poison ? failed < client.tasks() : failed > 0) {
        wrong.add(
            "%s, %s, was given up by %d tasks"
                .formatted(name(image), poison ? "poison" : "no poison", failed));
      }
    }
    return wrong;
  }

  private static String name(Entry.Attempt image) {
    return "%s of %s in %s".formatted(image.image(), image.client(), image.transaction());
  }
}
