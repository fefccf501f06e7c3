package ocelli.jobs.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.MediaTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.jobs.core.Cause;
import ocelli.jobs.core.SourceUrl;

/** Reads what a POST asks for: JSON with a URL, or a form with a file. */
final class Submissions {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final long MOST_JSON = 16 * 1024; // a URL of 2,048 characters, all escaped
  private static final long JSON_PATIENCE_MILLIS = 10_000; // for a kilobyte
  private static final String URL = "url";

  private final ActorSystem<?> system;
  private final Uploads uploads;
  private final boolean insecureAllowed;

  Submissions(ActorSystem<?> system, Uploads uploads, boolean insecureAllowed) {
    this.system = system;
    this.uploads = uploads;
    this.insecureAllowed = insecureAllowed;
  }

  CompletionStage<Submission> read(HttpRequest request) {
    ContentType type = request.entity().getContentType();
    if (type.mediaType().equals(MediaTypes.APPLICATION_JSON)) {
      return request
          .entity()
          .withSizeLimit(MOST_JSON)
          .toStrict(JSON_PATIENCE_MILLIS, system)
          .thenApply(body -> json(body.getData().utf8String()));
    }
    if (type.mediaType().isMultipart() && type.mediaType().subType().equals("form-data")) {
      return uploads.read(request);
    }
    request.discardEntityBytes(system);
    return Uploads.refused(Refusals.otherBody());
  }

  private Submission json(String body) {
    try {
      JsonNode tree = JSON.readTree(body);
      return tree.isObject() ? object(tree) : bad("a JSON object is needed");
    } catch (JsonProcessingException e) {
      return bad("not JSON: " + e.getOriginalMessage());
    }
  }

  private Submission object(JsonNode tree) {
    for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals(URL)) {
        return new Submission.Refused(Refusals.badField(name, "there is no such field"));
      }
    }
    if (!tree.path(URL).isTextual()) {
      return new Submission.Refused(Refusals.missingField(URL));
    }
    String url = tree.path(URL).textValue();
    Optional<Cause> refusal = SourceUrl.refusal(url, insecureAllowed);
    return refusal
        .<Submission>map(cause -> new Submission.Refused(Refusals.of(cause).with("field", URL)))
        .orElseGet(() -> new Submission.Url(url));
  }

  private static Submission bad(String detail) {
    return new Submission.Refused(Refusals.badBody(detail));
  }
}
