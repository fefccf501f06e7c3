package ocelli.jobs.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** A result as others than its owner see it. */
public final class SharedDocument {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode document;

  /** Of a stored document. */
  public SharedDocument(String document) {
    try {
      this.document = (ObjectNode) JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("our own document", e);
    }
  }

  /**
   * What is handed over.
   *
   * @param faces whether faces are shown too
   */
  public String shown(boolean faces) {
    ObjectNode shown = document.deepCopy();
    shown.remove(List.of("job", "number", "url"));
    if (!faces) {
      shown.path("pages").forEach(page -> ((ObjectNode) page).putNull("faces"));
      if (shown.get("summary") instanceof ObjectNode summary) {
        summary.remove(List.of("persons", "sentence"));
        summary.path("images").forEach(image -> ((ObjectNode) image).remove("faces"));
      }
    }
    return shown.toString();
  }

  /** A page, from 1; empty where there is none. */
  public Optional<JsonNode> page(int number) {
    return Optional.ofNullable(document.path("pages").get(number - 1));
  }

  /** Whether it is known what faces a page has: where nobody looked, none can be covered. */
  public static boolean facesKnown(JsonNode page) {
    return page.path("faces").isObject();
  }
}
