package ocelli.jobs.http;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import ocelli.protocol.TaskId;

/**
 * What is accepted.
 *
 * @param tasks that this installation has
 * @param vision claim patterns of tasks that a job can use
 * @param scope of a narrowed token: what vision needs, and what a job needs beside it
 * @param time after which a job fails for want of an answer
 * @param mostPending jobs that one owner may have waiting
 * @param longestWait that a Prefer is met for
 */
public record AcceptanceSettings(
    List<TaskId> tasks,
    List<String> vision,
    String scope,
    Duration time,
    int mostPending,
    Duration longestWait) {
  public AcceptanceSettings {
    tasks = List.copyOf(tasks);
    vision = List.copyOf(vision);
  }

  /** Reads the settings under {@code ocelli.jobs}. */
  public static AcceptanceSettings from(Config config) {
    List<String> vision = config.getStringList("claims.vision");
    return new AcceptanceSettings(
        config.getStringList("tasks").stream().map(AcceptanceSettings::task).toList(),
        vision,
        String.join(" ", vision) + " " + String.join(" ", config.getStringList("claims.other")),
        config.getDuration("time"),
        config.getInt("most-pending"),
        config.getDuration("longest-wait"));
  }

  private static TaskId task(String text) {
    return TaskId.parse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("ocelli.jobs.tasks: as ocr-1.0, not " + text));
  }
}
