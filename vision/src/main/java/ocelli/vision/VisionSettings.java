package ocelli.vision;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ocelli.protocol.TaskId;

/**
 * The settings under {@code ocelli.vision}; its reference.conf says what each is for.
 *
 * @param tasks that run here, at least one
 * @param workers engines of each of them, at least one
 * @param window images of one partition begun after its committed position, at least 1
 * @param lookTimeout after which a look is given up
 * @param reopenAfter the wait before an engine that did not open is opened again
 * @param commitInterval the longest that a position waits to be committed
 * @param restartLeast the wait before a failed stream starts again
 * @param restartMost the longest such wait
 * @param lagInterval how often the lag is measured
 * @param producerBufferBytes memory for answers that wait to be sent
 * @param sendPatience how long sending may block
 * @param maxPhysicalBytes the most physical memory that engines may fill the process to
 * @param suspectsFolder where images in work are noted; empty to note none
 */
public record VisionSettings(
    List<TaskId> tasks,
    Map<TaskId, Integer> workers,
    int window,
    Duration lookTimeout,
    Duration reopenAfter,
    Duration commitInterval,
    Duration restartLeast,
    Duration restartMost,
    Duration lagInterval,
    long producerBufferBytes,
    Duration sendPatience,
    long maxPhysicalBytes,
    Optional<Path> suspectsFolder) {
  private static final String AUTO = "auto";

  public VisionSettings {
    tasks = List.copyOf(tasks);
    workers = Map.copyOf(workers);
    if (tasks.isEmpty() || tasks.stream().distinct().count() < tasks.size()) {
      throw new IllegalArgumentException("tasks: at least one, none twice, not " + tasks);
    }
    for (TaskId task : tasks) {
      if (workers.getOrDefault(task, 0) < 1) {
        throw new IllegalArgumentException("workers of " + task + ": at least 1");
      }
    }
    if (window < 1) {
      throw new IllegalArgumentException("window: at least 1, not " + window);
    }
    if (lookTimeout.isNegative() || lookTimeout.isZero()) {
      throw new IllegalArgumentException("look-timeout: more than nothing, not " + lookTimeout);
    }
  }

  /**
   * Reads the settings.
   *
   * @param vision the settings under {@code ocelli.vision}
   * @param cores of the processor, for {@code workers = auto}
   */
  public static VisionSettings from(Config vision, int cores) {
    List<TaskId> tasks = vision.getStringList("tasks").stream().map(VisionSettings::task).toList();
    return new VisionSettings(
        tasks,
        tasks.stream()
            .distinct()
            .collect(
                Collectors.toMap(task -> task, task -> workers(vision, task, tasks.size(), cores))),
        vision.getInt("window"),
        vision.getDuration("look-timeout"),
        vision.getDuration("reopen-after"),
        vision.getDuration("commit-interval"),
        vision.getDuration("restart-least"),
        vision.getDuration("restart-most"),
        vision.getDuration("lag-interval"),
        vision.getBytes("producer-buffer"),
        vision.getDuration("send-patience"),
        vision.getBytes("max-physical-memory"),
        folder(vision.getString("suspects-folder")));
  }

  /** How many engines a task has here. */
  public int workersOf(TaskId task) {
    return workers.getOrDefault(task, 0);
  }

  private static Optional<Path> folder(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }

  private static TaskId task(String text) {
    return TaskId.parse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("tasks: of the form name-1.0, not " + text));
  }

  private static int workers(Config vision, TaskId task, int tasks, int cores) {
    String own = "workers-of." + ConfigUtil.quoteString(task.toString());
    if (vision.hasPath(own)) {
      return vision.getInt(own);
    }
    return vision.getString("workers").equals(AUTO)
        ? Math.max(1, cores / tasks)
        : vision.getInt("workers");
  }
}
