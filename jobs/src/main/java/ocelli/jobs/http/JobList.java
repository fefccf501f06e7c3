package ocelli.jobs.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Query;
import akka.japi.Pair;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.jdbc.Listed;
import ocelli.jobs.jdbc.Shelf;
import ocelli.runtime.http.Problem;
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
    Optional<Problem> refusal = refusal(query);
    if (refusal.isPresent()) {
      return CompletableFuture.completedStage(Problems.response(refusal.get()));
    }
    OptionalLong after = given(query, "after").stream().mapToLong(Long::parseLong).findFirst();
    return shelf
        .list(owner.client(), words(query), given(query, "url"), after, PAGE + 1)
        .thenApply(jobs -> Json.answer(200, page(jobs)));
  }

  private static Optional<Problem> refusal(Query query) {
    Set<String> names = new HashSet<>();
    for (Pair<String, String> parameter : query.toList()) {
      String name = parameter.first();
      if (!KNOWN.contains(name)) {
        return bad(name, "there is no such parameter");
      }
      if (!names.add(name)) {
        return bad(name, "at most once");
      }
    }
    if (words(query).filter(text -> text.length() > LONGEST_SEARCH || unfit(text)).isPresent()) {
      return bad("q", "at most " + LONGEST_SEARCH + " characters, and none of them NUL");
    }
    if (given(query, "url").filter(JobList::unfit).isPresent()) {
      return bad("url", "none of its characters is NUL");
    }
    return given(query, "after").filter(text -> !text.matches("[0-9]{1,18}")).isPresent()
        ? bad("after", "what \"next\" of an earlier answer said")
        : Optional.empty();
  }

  private static Optional<Problem> bad(String field, String detail) {
    return Optional.of(Refusals.badField(field, detail));
  }

  /** PostgreSQL's text holds every character but this. */
  private static boolean unfit(String text) {
    return text.indexOf('\0') >= 0;
  }

  private static Optional<String> words(Query query) {
    return given(query, "q").map(String::strip).filter(text -> !text.isEmpty());
  }

  /** A search box that is left empty asks for nothing. */
  private static Optional<String> given(Query query, String name) {
    return query.get(name).filter(text -> !text.isEmpty());
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
}
