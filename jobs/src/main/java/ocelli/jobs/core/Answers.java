package ocelli.jobs.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ocelli.protocol.TaskId;

/**
 * What has come for a job, each message once.
 *
 * @param all in the order of their first coming
 */
public record Answers(List<Answer> all) {
  public Answers {
    all = List.copyOf(all);
  }

  /** The latest summary. */
  public Optional<Answer> summary() {
    return all.stream().filter(Answer::isSummary).reduce((before, after) -> after);
  }

  /** How many tasks have answered in full, over all images. */
  public int complete() {
    Map<String, Set<Integer>> parts = new HashMap<>();
    Set<String> complete = new HashSet<>();
    for (Answer answer : all) {
      Optional<TaskId> task = answer.task();
      if (task.isPresent()) {
        String key = answer.image() + "/" + task.get();
        Set<Integer> seen = parts.computeIfAbsent(key, k -> new HashSet<>());
        seen.add(answer.part());
        if (answer.isFailed() || seen.size() >= answer.parts()) {
          complete.add(key);
        }
      }
    }
    return complete.size();
  }

  /**
   * Whether a result can be made: a summary that knows all pages or, where the owner is granted
   * none, an answer by each task for each page.
   */
  public boolean suffice(int pages, int tasks, boolean summaryGranted) {
    return summaryGranted
        ? summary().filter(summary -> summary.data().path("images").size() >= pages).isPresent()
        : complete() >= pages * tasks;
  }
}
