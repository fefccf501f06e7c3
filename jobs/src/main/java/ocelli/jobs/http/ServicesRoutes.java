package ocelli.jobs.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.Directives.withRequestTimeout;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.Progress;
import ocelli.protocol.ClientId;

/** {@code POST /api/v1/services} and {@code GET /api/v1/services}. */
public final class ServicesRoutes {
  // Beyond what is waited for: the upload itself has its own time-out.
  private static final Duration ANSWER = Duration.ofSeconds(100);

  private final Entrance entrance;
  private final Submissions submissions;
  private final Acceptance acceptance;
  private final Changes changes;
  private final JobList list;
  private final Duration longestWait;

  /** Routes to that. */
  public ServicesRoutes(
      Entrance entrance,
      Submissions submissions,
      Acceptance acceptance,
      Changes changes,
      JobList list,
      Duration longestWait) {
    this.entrance = entrance;
    this.submissions = submissions;
    this.acceptance = acceptance;
    this.changes = changes;
    this.list = list;
    this.longestWait = longestWait;
  }

  /** The tree. */
  public Route routes() {
    return path(
        PathMatchers.segment("api").slash("v1").slash("services"),
        () ->
            concat(
                post(() -> entrance.owner(this::submit)),
                get(
                    () ->
                        entrance.owner(
                            owner ->
                                extractRequest(
                                    request -> completeWithFuture(list.answer(owner, request)))))));
  }

  private Route submit(Owner owner) {
    return withRequestTimeout(
        scala.concurrent.duration.Duration.fromNanos(ANSWER.plus(longestWait).toNanos()),
        () -> extractRequest(request -> completeWithFuture(submit(owner, request))));
  }

  private CompletionStage<HttpResponse> submit(Owner owner, HttpRequest request) {
    return submissions
        .read(request)
        .thenCompose(submission -> acceptance.accept(owner, submission))
        .thenCompose(outcome -> answer(owner, request, outcome));
  }

  private CompletionStage<HttpResponse> answer(
      Owner owner, HttpRequest request, Acceptance.Outcome outcome) {
    if (outcome instanceof Acceptance.Turned turned) {
      return CompletableFuture.completedStage(turned.response());
    }
    JobId job = ((Acceptance.Accepted) outcome).job();
    Optional<Duration> wait = Prefer.wait(request, longestWait);
    return wait.isEmpty()
        ? CompletableFuture.completedStage(accepted(owner.client(), job))
        : changes
            .ended(owner.client(), job, wait.get())
            .thenApply(status -> waited(owner.client(), job, status, wait.get()));
  }

  private static HttpResponse accepted(ClientId owner, JobId job) {
    JobStatus queued =
        new JobStatus(owner, job, Progress.queued(), OptionalLong.empty(), Optional.empty());
    return accepted(queued);
  }

  private static HttpResponse accepted(JobStatus status) {
    String place = "/queue/" + status.job();
    return Json.answer(202, status.jsonWithJob())
        .addHeader(RawHeader.create("Content-Location", place))
        .addHeader(RawHeader.create("Location", place))
        .addHeader(RawHeader.create("Retry-After", "1"));
  }

  private static HttpResponse waited(
      ClientId owner, JobId job, Optional<JobStatus> status, Duration wait) {
    if (status.isEmpty()) {
      return accepted(owner, job);
    }
    return status.get().progress().state().ended()
        ? QueueRoutes.answer(status.get())
            .addHeader(RawHeader.create("Preference-Applied", "wait=" + wait.toSeconds()))
        : accepted(status.get());
  }
}
