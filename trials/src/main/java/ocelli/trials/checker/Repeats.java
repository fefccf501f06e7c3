package ocelli.trials.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** I2: repeats come only from crashes, and only so many of each. */
final class Repeats implements Invariant {
  // Microseconds in which what a line has held back still comes.
  private static final long AFTERMATH = TimeUnit.SECONDS.toMicros(5);

  @Override
  public String name() {
    return "I2";
  }

  @Override
  public String promise() {
    return "repeats within what crashes explain";
  }

  @Override
  public List<String> violations(History history, Bounds bounds) {
    List<String> tooMany = new ArrayList<>();
    long byPush = breakdowns(history) * bounds.repeatsByPush();
    for (Entry.Client client : history.clients()) {
      long again = pushed(history, client);
      if (again > byPush) {
        tooMany.add(
            "the endpoint of %s took %d occurrences again, %d are explained"
                .formatted(client.name(), again, byPush));
      }
    }
    tooMany.addAll(renewed(history, "vision", false, bounds));
    tooMany.addAll(renewed(history, "summaries", true, bounds));
    return tooMany;
  }

  /** Of push. One that is told to end has put all on record when it does: nothing comes again. */
  private static long breakdowns(History history) {
    return history.crashes("push").stream()
        .filter(fault -> !fault.kind().equals(Entry.Fault.RESTART))
        .count();
  }

  /** What a service had in hand was of all clients together. */
  private static List<String> renewed(
      History history, String service, boolean summaries, Bounds bounds) {
    long again = 0;
    long sentAgain = 0;
    int most = 0; // messages about an image
    for (Entry.Client client : history.clients()) {
      int ofAnImage = summaries ? 1 : client.tasks();
      again += renewed(history, client, summaries);
      sentAgain += sentAgain(history, client) * ofAnImage;
      most = Math.max(most, ofAnImage);
    }
    long explained = sentAgain;
    for (Entry.Fault crash : history.crashes(service)) {
      explained += (long) Math.ceil(crash.share() * bounds.partitions()) * bounds.window() * most;
    }
    return again > explained
        ? List.of(
            "%d ids of %s are under a new cursor, %d are explained"
                .formatted(again, service, explained))
        : List.of();
  }

  /**
   * Attempts beyond the first of an image that may be in the log: each is looked at, and may revise
   * the summary.
   */
  private static long sentAgain(History history, Entry.Client client) {
    List<String> taken =
        history.attempts().stream()
            .filter(attempt -> attempt.client().equals(client.name()))
            .filter(Entry.Attempt::mayHaveBeenTaken)
            .map(Entry.Attempt::image)
            .toList();
    return taken.size() - taken.stream().distinct().count();
  }

  /**
   * Occurrences, an id at a cursor, that an endpoint acknowledged before, in a way that could be
   * heard.
   */
  static long pushed(History history, Entry.Client client) {
    Set<Long> heard = new HashSet<>();
    long again = 0;
    for (History.Hook hook : history.acknowledged(client)) {
      again += heard.contains(hook.message().cursor()) ? 1 : 0;
      if (!answersAreLost(history, hook.at())) {
        heard.add(hook.message().cursor());
      }
    }
    return again;
  }

  private static boolean answersAreLost(History history, long at) {
    return history.faults().stream()
        .filter(fault -> fault.kind().equals(Entry.Fault.ANSWERS))
        .anyMatch(fault -> fault.from() <= at && at <= fault.to() + AFTERMATH);
  }

  /** Cursors beyond the first of an id. */
  static long renewed(History history, Entry.Client client) {
    return renewed(history, client, false) + renewed(history, client, true);
  }

  private static long renewed(History history, Entry.Client client, boolean summaries) {
    Map<String, Integer> cursors = new HashMap<>();
    history.reference(client).map(Reading::messages).orElse(List.of()).stream()
        .filter(message -> message.isSummary() == summaries)
        .forEach(message -> cursors.merge(message.id(), 1, Integer::sum));
    return cursors.values().stream().mapToLong(times -> times - 1).sum();
  }
}
