package ocelli.jobs.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ocelli.protocol.TaskId;

/**
 * A delivered message as a job keeps it.
 *
 * @param id names it
 * @param type as {@code ocr.v1m0.Text}
 * @param image the image it is about; empty on a summary
 * @param data proto's JSON
 * @param json the whole message as it came
 */
public record Answer(String id, String type, String image, JsonNode data, String json) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern RESULT = Pattern.compile("([a-z]+)\\.v(\\d+)m(\\d+)\\.[A-Za-z]+");
  private static final String SUMMARY = "summary";
  private static final String FAILED = "vision.v1m0.Failed";

  /** Reads a message. */
  public static Answer parse(String json) {
    try {
      JsonNode tree = JSON.readTree(json);
      return new Answer(
          tree.path("id").asText(),
          tree.path("type").asText(),
          tree.path("image").asText(),
          tree.path("data"),
          json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a delivered message is JSON", e);
    }
  }

  /** Whether it sums the job up. */
  public boolean isSummary() {
    return type.startsWith(SUMMARY + ".");
  }

  /** Whether a task says that it could not look. */
  public boolean isFailed() {
    return type.equals(FAILED);
  }

  /** The task that answers; empty on a summary. */
  public Optional<TaskId> task() {
    if (isFailed()) {
      return TaskId.parse(data.path("task").asText());
    }
    Matcher result = RESULT.matcher(type);
    return result.matches() && !isSummary()
        ? TaskId.parse(result.group(1) + "-" + result.group(2) + "." + result.group(3))
        : Optional.empty();
  }

  /** Which part of the task's answer it is, from 0. */
  public int part() {
    return data.path("index").asInt();
  }

  /** How many parts the task's answer has. */
  public int parts() {
    return Math.max(1, data.path("count").asInt(1));
  }
}
