package ocelli.jobs.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The one document of a job's result. */
public final class ResultDocument {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ResultDocument() {}

  /** Puts pages and answers together; the same inputs give the same document. */
  public static ObjectNode of(Finished job, Answers answers) {
    ObjectNode document =
        JSON.createObjectNode()
            .put("state", State.SUCCESS.name())
            .put("number", job.number())
            .put("job", job.job().toString())
            .put("url", job.url().orElse(null))
            .put("name", job.name().orElse(null))
            .put("created_at", time(job.createdAt()))
            .put("finished_at", time(job.finishedAt()));
    ArrayNode pages = JSON.createArrayNode();
    job.pages().forEach(page -> pages.add(page(page, answers)));
    document.put("result", text(pages));
    document.set("pages", pages);
    document.set("summary", answers.summary().map(Answer::data).orElse(JSON.nullNode()));
    return document;
  }

  private static ObjectNode page(Page page, Answers answers) {
    JsonNode quality = merged(page, answers, "quality", List.of());
    ObjectNode json = JSON.createObjectNode().put("image", page.image());
    // Boxes are in pixels of the image as a person sees it, so its size is that too where known.
    json.put("width", quality.path("width").asInt(page.width()));
    json.put("height", quality.path("height").asInt(page.height()));
    json.set("ocr", merged(page, answers, "ocr", List.of("lines")));
    json.set("faces", merged(page, answers, "faceextract", List.of("faces")));
    json.set("codes", merged(page, answers, "codes", List.of("codes")));
    json.set("quality", quality);
    json.set("failed", failed(page, answers));
    return json;
  }

  /** The parts of one task's answer as one; null where there is none. */
  private static JsonNode merged(Page page, Answers answers, String task, List<String> lists) {
    return answers.all().stream()
        .filter(answer -> answer.image().equals(page.image()) && !answer.isFailed())
        .filter(answer -> answer.task().filter(id -> id.name().equals(task)).isPresent())
        .sorted(Comparator.comparingInt(Answer::part))
        .<JsonNode>map(answer -> answer.data().deepCopy())
        .reduce((first, next) -> joined((ObjectNode) first, next, lists))
        .orElse(JSON.nullNode());
  }

  private static JsonNode joined(ObjectNode first, JsonNode next, List<String> lists) {
    for (String list : lists) {
      first.withArray(list).addAll((ArrayNode) next.withArray(list));
    }
    if (first.has("text")) {
      first.put("text", first.path("text").asText() + next.path("text").asText());
    }
    return first.put("count", 1).put("index", 0);
  }

  private static ArrayNode failed(Page page, Answers answers) {
    ArrayNode failed = JSON.createArrayNode();
    answers.all().stream()
        .filter(answer -> answer.isFailed() && answer.image().equals(page.image()))
        .forEach(
            answer ->
                failed
                    .addObject()
                    .put("task", answer.data().path("task").asText())
                    .put("reason", reason(answer.data())));
    return failed;
  }

  private static String reason(JsonNode failed) {
    String detail = failed.path("detail").asText();
    return failed.path("code").asText() + (detail.isEmpty() ? "" : ": " + detail);
  }

  /** All text in reading order; a line feed of its own between pages. */
  private static String text(ArrayNode pages) {
    return pages.findValues("ocr").stream()
        .map(ocr -> ocr.path("text").asText())
        .collect(Collectors.joining("\n"));
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** What a list shows of it: the text's beginning on one line, at most so many characters. */
  public static Optional<String> excerpt(JsonNode document, int most) {
    String text = document.path("result").asText().strip().replaceAll("\\s+", " ");
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(text.length() <= most ? text : text.substring(0, most) + "…");
  }
}
