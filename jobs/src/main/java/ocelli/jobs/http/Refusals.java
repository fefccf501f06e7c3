package ocelli.jobs.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.time.Duration;
import java.util.List;
import ocelli.jobs.core.Cause;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;

/** What askers are refused with. */
final class Refusals {
  private static final Duration SOON = Duration.ofSeconds(5); // a restart or failover is over then

  private Refusals() {}

  static Route refuse(Problem problem) {
    return Directives.complete(Problems.response(problem));
  }

  static Problem of(Cause cause) {
    return Problem.of(cause.status(), cause.code(), cause.detail());
  }

  static Problem noJob() {
    return Problem.of(404, "no-such-job", "There is no job of yours with this id");
  }

  static Problem noResult() {
    return Problem.of(404, "no-such-result", "There is no result of yours with this number");
  }

  static Problem noPage() {
    return Problem.of(404, "no-such-page", "The result has no such page; pages count from 1");
  }

  static Problem badBody(String detail) {
    return Problem.of(400, "bad-json", detail);
  }

  static Problem badField(String field, String detail) {
    return Problem.of(400, "bad-field", field + ": " + detail).with("field", field);
  }

  static Problem missingField(String field) {
    return Problem.of(
            400,
            "missing-field",
            "Send {\"url\":\"https://…\"} as application/json, or a file in the field \"file\" of a"
                + " multipart/form-data")
        .with("field", field);
  }

  static Problem otherBody() {
    return Problem.of(
        415,
        "unsupported-body",
        "Send {\"url\":\"https://…\"} as application/json, or a file in the field \"file\" of a"
            + " multipart/form-data");
  }

  static Problem notTaken() {
    return Problem.of(
        415,
        "not-an-image",
        "The file is no JPEG, PNG, WebP, GIF or PDF by its first bytes, whatever it is called");
  }

  static Problem empty() {
    return Problem.of(400, "empty-file", "The file has no bytes");
  }

  static Problem brokenMultipart() {
    return Problem.of(400, "broken-multipart", "The multipart body ends early or is malformed");
  }

  static Problem tooLarge(long most) {
    return Problem.of(413, "too-large", "A file has at most " + most + " bytes")
        .with("limit", most);
  }

  static Problem tooSlow(long seconds) {
    return Problem.of(408, "too-slow", "The body did not arrive within " + seconds + " s")
        .with("limit", seconds);
  }

  static Problem ended(String state) {
    return Problem.of(409, "already-ended", "The job has ended: " + state);
  }

  static Problem badOwner() {
    return Problem.of(
        401,
        "token-unfit",
        "No job is started under this token: it expired, was revoked, or was issued while accounts"
            + " could not be looked up. Fetch a new one");
  }

  static Problem nothingGranted(List<String> scope) {
    return Problem.of(
            403,
            "missing-claim",
            "The token grants no task that a job can use: one of " + String.join(", ", scope))
        .with("claim", String.join(" or ", scope));
  }

  static HttpResponse tooManyJobs(int most) {
    return Problems.response(
        Problem.of(
                429,
                "too-many-jobs",
                "You have " + most + " jobs that wait; send more when some have ended")
            .with("limit", most),
        SOON);
  }

  static HttpResponse busy() {
    return Problems.response(
        Problem.of(503, "too-many-uploads", "As many uploads as fit are in progress: try again"),
        Duration.ofSeconds(1));
  }

  static HttpResponse authzAway() {
    return Problems.response(
        Problem.of(
            503, "authz-unavailable", "Accounts cannot be looked up now; nothing was accepted"),
        SOON);
  }

  static HttpResponse databaseAway() {
    return Problems.response(
        Problem.of(503, "jobs-unavailable", "The table of jobs does not answer: try again"), SOON);
  }
}
