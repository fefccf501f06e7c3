package ocelli.jobs.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.ExceptionHandler;
import akka.http.javadsl.server.Route;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import ocelli.jobs.jdbc.Desk;
import ocelli.jobs.jdbc.Shelf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All routes of the jobs' API. */
public record JobsRoutes(
    ActorSystem<?> system,
    Entrance entrance,
    Desk desk,
    Shelf shelf,
    Acceptance acceptance,
    Changes changes,
    Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(JobsRoutes.class);

  /** The tree; a database that does not answer is 503. */
  public Route routes(UploadSettings upload, boolean insecureAllowed, AcceptanceSettings accepted) {
    Submissions submissions = new Submissions(system, new Uploads(system, upload), insecureAllowed);
    return Directives.handleExceptions(
        unavailable(),
        () ->
            Directives.concat(
                new ServicesRoutes(
                        entrance,
                        submissions,
                        acceptance,
                        changes,
                        new JobList(shelf),
                        accepted.longestWait())
                    .routes(),
                new QueueRoutes(entrance, desk, changes, clock).routes(),
                new ResultRoutes(entrance, shelf).routes(),
                new SocketRoutes(system, entrance, desk, changes, clock).routes()));
  }

  private static ExceptionHandler unavailable() {
    return ExceptionHandler.newBuilder()
        .match(SQLException.class, JobsRoutes::away)
        .match(RejectedExecutionException.class, JobsRoutes::away)
        .match(
            CompletionException.class, e -> e.getCause() instanceof SQLException, JobsRoutes::away)
        .build();
  }

  private static Route away(Exception failure) {
    LOG.warn("the database does not answer: {}", failure.toString());
    HttpResponse answer = Refusals.databaseAway();
    return Directives.complete(answer);
  }
}
