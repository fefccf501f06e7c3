package ocelli.trials.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How long webhooks took to come. */
public final class Waits {
  /** Of a webhook that has not come: longer than any that has. */
  public static final long NEVER = Long.MAX_VALUE;

  private Waits() {}

  /**
   * From the acknowledgement of each image to each webhook that answers it, one for each task.
   *
   * @param client whose images
   * @param from when the first of them was acknowledged, as times of a log are
   * @param to before when the last of them was
   * @return microseconds, {@link #NEVER} for each that is missing
   */
  public static List<Long> ofWebhooks(List<Entry> log, String client, long from, long to) {
    Map<String, Long> acknowledged = new HashMap<>();
    for (Entry entry : log) {
      if (entry instanceof Entry.Attempt attempt
          && attempt.client().equals(client)
          && attempt.status() == 200
          && attempt.ended() >= from
          && attempt.ended() < to) {
        acknowledged.putIfAbsent(attempt.image(), attempt.ended());
      }
    }
    History history = History.of(log);
    return history.clients().stream()
        .filter(one -> one.name().equals(client))
        .flatMap(one -> waits(one, history.hooks(one), acknowledged).stream())
        .toList();
  }

  private static List<Long> waits(
      Entry.Client client, List<History.Hook> hooks, Map<String, Long> acknowledged) {
    Map<String, Map<String, Long>> first = new HashMap<>(); // by image and id of the answer
    for (History.Hook hook : hooks) {
      String image = hook.message().image();
      if (acknowledged.containsKey(image)) {
        long wait = hook.at() - Objects.requireNonNull(acknowledged.get(image));
        first
            .computeIfAbsent(image, one -> new HashMap<>())
            .merge(hook.message().id(), wait, Math::min);
      }
    }
    List<Long> waits = new ArrayList<>();
    for (String image : acknowledged.keySet()) {
      Map<String, Long> came = first.getOrDefault(image, Map.of());
      waits.addAll(came.values());
      for (int missing = came.size(); missing < client.tasks(); missing++) {
        waits.add(NEVER);
      }
    }
    return waits;
  }
}
