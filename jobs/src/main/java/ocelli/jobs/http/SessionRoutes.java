package ocelli.jobs.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.delete;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.extractStrictEntity;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import ocelli.jobs.session.Opening;
import ocelli.jobs.session.SessionId;
import ocelli.jobs.session.Sessions;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.duration.FiniteDuration;

/** {@code /session}: signing in, asking who is signed in, signing out. */
public final class SessionRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(SessionRoutes.class);
  private static final FiniteDuration BODY_PATIENCE = FiniteDuration.create(10, TimeUnit.SECONDS);
  private static final long MOST_BODY_BYTES = 4 * 1024; // an id of 64 and a secret, with room
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5); // a failover is over by then

  private final Sessions sessions;

  /** Routes to those sessions. */
  public SessionRoutes(Sessions sessions) {
    this.sessions = sessions;
  }

  /** The routes, unsealed. */
  public Route routes() {
    return path(
        "session",
        () ->
            concat(
                post(() -> ours(this::signIn)),
                get(() -> ours(this::who)),
                delete(() -> ours(this::signOut))));
  }

  private static Route ours(Function<HttpRequest, Route> inner) {
    return extractRequest(
        request ->
            SameOrigin.possible(request)
                ? inner.apply(request)
                : complete(Problems.response(SessionProblems.crossOrigin())));
  }

  private Route signIn(HttpRequest request) {
    return extractStrictEntity(BODY_PATIENCE, MOST_BODY_BYTES, body -> signIn(request, body));
  }

  private Route signIn(HttpRequest request, HttpEntity.Strict body) {
    Optional<SignIn> given = SignIn.read(body);
    return given
        .map(who -> answered(opened(request, who)))
        .orElseGet(
            () ->
                refused(
                    SessionProblems.badForm(
                        "client_id, client_secret", "both are needed, in a form or in JSON")));
  }

  private CompletionStage<HttpResponse> opened(HttpRequest request, SignIn who) {
    return sessions.open(who.client(), who.secret()).thenApply(opening -> answer(request, opening));
  }

  private HttpResponse answer(HttpRequest request, Opening opening) {
    if (opening instanceof Opening.Opened opened) {
      return empty()
          .addHeader(SessionCookie.given(opened.id(), sessions.settings().life(), request));
    }
    if (opening instanceof Opening.WrongCredentials) {
      return uncached(Problems.response(SessionProblems.wrongCredentials()));
    }
    if (opening instanceof Opening.Throttled throttled) {
      return Problems.response(
          SessionProblems.throttled(), throttled.retryAfter().orElse(RETRY_AFTER));
    }
    LOG.warn("Nobody can sign in: {}", ((Opening.Unavailable) opening).reason());
    return Problems.response(SessionProblems.unavailable(), RETRY_AFTER);
  }

  private Route who(HttpRequest request) {
    Optional<SessionId> id = SessionCookie.read(request);
    return id.isEmpty()
        ? refused(SessionProblems.none())
        : answered(
            sessions
                .find(id.get())
                .thenApply(
                    person ->
                        person
                            .map(SessionRoutes::described)
                            .orElseGet(
                                () ->
                                    Problems.response(SessionProblems.ended())
                                        .addHeader(SessionCookie.taken(request)))));
  }

  private Route signOut(HttpRequest request) {
    CompletionStage<Void> closed =
        SessionCookie.read(request)
            .map(sessions::close)
            .orElseGet(() -> CompletableFuture.completedStage(null));
    return answered(closed.thenApply(done -> empty().addHeader(SessionCookie.taken(request))));
  }

  private static HttpResponse described(Sessions.Person person) {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("client", person.claims().client().value());
    ObjectNode claims = body.putObject("claims");
    person.claims().grants().forEach(claims::set);
    body.put("ends_at", person.endsAt().toString());
    return uncached(
        HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, body.toString()));
  }

  private static HttpResponse empty() {
    return uncached(HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
  }

  private static HttpResponse uncached(HttpResponse response) {
    return response.addHeader(RawHeader.create("Cache-Control", "no-store"));
  }

  private static Route answered(CompletionStage<HttpResponse> response) {
    return completeWithFuture(response.exceptionally(SessionRoutes::failed));
  }

  private static HttpResponse failed(Throwable failure) {
    LOG.warn("Sessions do not answer: {}", failure.toString());
    return Problems.response(SessionProblems.unavailable(), RETRY_AFTER);
  }

  private static Route refused(Problem problem) {
    return complete(uncached(Problems.response(problem)));
  }
}
