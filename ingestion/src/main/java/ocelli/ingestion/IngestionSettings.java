package ocelli.ingestion;

import com.typesafe.config.Config;
import java.util.List;
import ocelli.ingestion.core.ImageLimits;
import ocelli.ingestion.http.BodySettings;
import ocelli.ingestion.kafka.LagSettings;
import ocelli.ingestion.kafka.PublisherSettings;
import ocelli.protocol.TaskId;

/**
 * How ingestion works; see its reference.conf for each key.
 *
 * @param tasks the vision tasks that this installation has
 * @param image what an image may be
 * @param body how patiently a body is read
 * @param budgetBytes of images held at a time
 * @param publisher how images are published
 * @param lag when the door closes because images would wait too long
 */
public record IngestionSettings(
    List<TaskId> tasks,
    ImageLimits image,
    BodySettings body,
    long budgetBytes,
    PublisherSettings publisher,
    LagSettings lag) {
  public IngestionSettings {
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("tasks: at least one");
    }
    if (budgetBytes < image.maxBytes()) {
      throw new IllegalArgumentException(
          "budget: room for one image of " + image.maxBytes() + " bytes, not " + budgetBytes);
    }
    if (publisher.bufferBytes() < 2 * budgetBytes) {
      throw new IllegalArgumentException(
          "publisher.buffer: twice the budget, not " + publisher.bufferBytes());
    }
  }

  /** Reads {@code ocelli.ingestion}. */
  public static IngestionSettings from(Config config) {
    return new IngestionSettings(
        config.getStringList("tasks").stream().map(IngestionSettings::task).toList(),
        limits(config.getConfig("image")),
        BodySettings.from(config.getConfig("body")),
        config.getBytes("budget"),
        PublisherSettings.from(config.getConfig("publisher")),
        LagSettings.from(config.getConfig("lag")));
  }

  private static ImageLimits limits(Config config) {
    return new ImageLimits(
        Math.toIntExact(config.getBytes("max-bytes")),
        config.getLong("max-pixels"),
        config.getInt("max-side"),
        config.getInt("max-scans"));
  }

  private static TaskId task(String text) {
    return TaskId.parse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("tasks: of the form name-1.0, not " + text));
  }
}
