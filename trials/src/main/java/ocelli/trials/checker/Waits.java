package ocelli.trials.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How long webhooks took to come. */
public final class Waits {
  private Waits() {}

  /**
   * From the acknowledgement of each image to each webhook that answers it.
   *
   * @param client whose images
   * @param from when the first of them was acknowledged, as times of a log are
   * @param to before when the last of them was
   * @return microseconds
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
        .flatMap(one -> history.hooks(one).stream())
        .filter(hook -> acknowledged.containsKey(hook.message().image()))
        .map(hook -> hook.at() - Objects.requireNonNull(acknowledged.get(hook.message().image())))
        .toList();
  }
}
