package ocelli.jobs.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Query;
import akka.japi.Pair;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.jdbc.Listed;
import ocelli.jobs.jdbc.Shelf;
import ocelli.runtime.http.Problems;

/** An owner's jobs, searched and in pages. */
public final class JobList {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 50; // two screens
  private static final int LONGEST_SEARCH = 200; // of a search box
  private static final Set<String> KNOWN = Set.of("q", "url", "after");

  private final Shelf shelf;

  /** Of what the shelf has. */
  public JobList(Shelf shelf) {
    this.shelf = shelf;
  }

  CompletionStage<HttpResponse> answer(Owner owner, HttpRequest request) {
    Query query = request.getUri().query();
    for (Pair<String, String> parameter : query.toList()) {
      if (!KNOWN.contains(parameter.first())) {
        return bad(parameter.first(), "there is no such parameter");
      }
    }
    Optional<String> words = query.get("q").map(String::strip).filter(text -> !text.isEmpty());
    if (words
        .filter(text -> text.length() > LONGEST_SEARCH || text.indexOf('\0') >= 0)
        .isPresent()) {
      return bad("q", "at most " + LONGEST_SEARCH + " characters, and none of them NUL");
    }
    Optional<String> after = query.get("after").filter(text -> !text.isEmpty());
    if (after.filter(text -> !text.matches("[0-9]{1,18}")).isPresent()) {
      return bad("after", "what \"next\" of an earlier answer said");
    }
    Optional<String> url =
        query.get("url").filter(text -> !text.isEmpty() && text.indexOf('\0') < 0);
    OptionalLong place =
        after.isPresent() ? OptionalLong.of(Long.parseLong(after.get())) : OptionalLong.empty();
    return shelf
        .list(owner.client(), words, url, place, PAGE + 1)
        .thenApply(jobs -> Json.answer(200, page(jobs)));
  }

  private static ObjectNode page(List<Listed> jobs) {
    ObjectNode page = JSON.createObjectNode();
    ArrayNode array = page.putArray("jobs");
    jobs.stream().limit(PAGE).forEach(job -> array.add(json(job)));
    return jobs.size() > PAGE
        ? page.put("next", Long.toString(jobs.get(PAGE - 1).sequence()))
        : page.putNull("next");
  }

  private static ObjectNode json(Listed job) {
    JobStatus status = job.status();
    ObjectNode json = status.jsonWithJob();
    if (status.number().isPresent()) {
      json.put("number", status.number().getAsLong());
    } else {
      json.putNull("number");
    }
    json.put("url", job.url().orElse(null))
        .put("name", job.name().orElse(null))
        .put("created_at", job.createdAt().toString())
        .put("excerpt", job.excerpt().orElse(null));
    if (!json.has("problem")) {
      json.putNull("problem");
    }
    return json;
  }

  private static CompletionStage<HttpResponse> bad(String field, String detail) {
    return CompletableFuture.completedStage(Problems.response(Refusals.badField(field, detail)));
  }
}
