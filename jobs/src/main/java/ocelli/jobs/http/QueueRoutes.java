package ocelli.jobs.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.delete;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEnd;
import static akka.http.javadsl.server.Directives.pathPrefix;

import akka.NotUsed;
import akka.http.javadsl.marshalling.sse.EventStreamMarshalling;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.sse.ServerSentEvent;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Source;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.State;
import ocelli.jobs.jdbc.Desk;
import ocelli.runtime.http.Problems;

/** {@code /queue/{id}}: how a job is doing, as it happens too, and cancelling it. */
public final class QueueRoutes {
  // Below what proxies commonly cut (60 s is nginx's default), and below the server's own 50 s.
  static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Entrance entrance;
  private final Desk desk;
  private final Changes changes;
  private final Clock clock;

  /** Routes to that. */
  public QueueRoutes(Entrance entrance, Desk desk, Changes changes, Clock clock) {
    this.entrance = entrance;
    this.desk = desk;
    this.changes = changes;
    this.clock = clock;
  }

  /** The tree. */
  public Route routes() {
    return pathPrefix(
        PathMatchers.segment("queue").slash(PathMatchers.segment()),
        id ->
            concat(
                pathEnd(
                    () ->
                        concat(
                            get(() -> withJob(id, this::status)),
                            delete(() -> withJob(id, this::cancel)))),
                path("events", () -> get(() -> withJob(id, this::events)))));
  }

  private Route withJob(String id, Function<Asked, Route> next) {
    return entrance.owner(
        owner ->
            JobId.parse(id)
                .map(job -> next.apply(new Asked(owner, job)))
                .orElseGet(() -> Refusals.refuse(Refusals.noJob())));
  }

  private record Asked(Owner owner, JobId job) {}

  private Route status(Asked asked) {
    return onSuccess(
        desk.status(asked.owner().client(), asked.job()),
        status ->
            status
                .map(found -> complete(answer(found)))
                .orElseGet(() -> Refusals.refuse(Refusals.noJob())));
  }

  /** 303 to the result, or 200 with how far it is. */
  static HttpResponse answer(JobStatus status) {
    HttpResponse json = Json.answer(200, status.json());
    return status.progress().state() == State.SUCCESS
        ? json.withStatus(StatusCodes.SEE_OTHER)
            .addHeader(
                RawHeader.create("Location", JobStatus.location(status.number().orElseThrow())))
        : json;
  }

  private Route cancel(Asked asked) {
    return onSuccess(
        desk.cancel(asked.owner().client(), asked.job(), clock.instant()), this::cancelled);
  }

  private Route cancelled(Optional<JobStatus> status) {
    if (status.isEmpty()) {
      return Refusals.refuse(Refusals.noJob());
    }
    State state = status.get().progress().state();
    return state == State.CANCELLED
        ? complete(StatusCodes.NO_CONTENT)
        : complete(Problems.response(Refusals.ended(state.name())));
  }

  private Route events(Asked asked) {
    return onSuccess(
        desk.status(asked.owner().client(), asked.job()),
        status ->
            status.isEmpty()
                ? Refusals.refuse(Refusals.noJob())
                : Directives.respondWithHeaders(
                    List.of(
                        RawHeader.create("Cache-Control", "no-store"),
                        RawHeader.create("X-Accel-Buffering", "no")), // nginx would hold lines back
                    () ->
                        Directives.completeOK(
                            told(changes.of(asked.owner().client(), asked.job())),
                            EventStreamMarshalling.toEventStream())));
  }

  /** The answer's head goes out with its first bytes: a comment, before anything is known. */
  static Source<ServerSentEvent, NotUsed> told(Source<JobStatus, NotUsed> changes) {
    return changes
        .map(status -> ServerSentEvent.create(status.json().toString(), "progress"))
        .keepAlive(HEARTBEAT, ServerSentEvent::heartbeat)
        .prepend(Source.single(ServerSentEvent.heartbeat()));
  }
}
