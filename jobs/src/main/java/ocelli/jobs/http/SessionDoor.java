package ocelli.jobs.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.mapRequest;
import static akka.http.javadsl.server.Directives.onComplete;

import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ocelli.jobs.session.SessionId;
import ocelli.jobs.session.Sessions;
import ocelli.runtime.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.util.Try;

/**
 * Turns a browser's cookie into the authorisation token that it stands for, before any other route
 * sees the request: what a program does with a bearer token, a signed-in page does with its cookie.
 */
public final class SessionDoor {
  private static final Logger LOG = LoggerFactory.getLogger(SessionDoor.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5); // a failover is over by then
  private static final List<String> FOR_PAGES = List.of("/api/", "/queue/", "/links/");
  private static final List<String> FOR_PAGES_EXACTLY = List.of("/websocket", "/links");

  private final Sessions sessions;

  /** A door for those sessions. */
  public SessionDoor(Sessions sessions) {
    this.sessions = sessions;
  }

  /** The routes behind the door. */
  public Route wrap(Route inner) {
    return extractRequest(request -> entered(request, inner));
  }

  private Route entered(HttpRequest request, Route inner) {
    Optional<SessionId> id =
        isForPages(request) && request.getHeader("Authorization").isEmpty()
            ? SessionCookie.read(request)
            : Optional.empty();
    if (id.isEmpty()) {
      return inner;
    }
    return SameOrigin.trusted(request)
        ? onComplete(sessions.find(id.get()), person -> exchanged(request, person, inner))
        : complete(Problems.response(SessionProblems.crossOrigin()));
  }

  private static Route exchanged(
      HttpRequest request, Try<Optional<Sessions.Person>> found, Route inner) {
    if (found.isFailure()) {
      LOG.warn("A session cannot be judged: {}", found.failed().get().toString());
      return complete(Problems.response(SessionProblems.unavailable(), RETRY_AFTER));
    }
    return found
        .get()
        .map(person -> mapRequest(req -> SessionCookie.exchanged(req, person.token()), () -> inner))
        .orElseGet(() -> complete(ended(request)));
  }

  private static HttpResponse ended(HttpRequest request) {
    return Problems.response(SessionProblems.ended()).addHeader(SessionCookie.taken(request));
  }

  private static boolean isForPages(HttpRequest request) {
    String path = request.getUri().path();
    return FOR_PAGES.stream().anyMatch(path::startsWith)
        || FOR_PAGES_EXACTLY.contains(path)
        || (path.equals("/firehose") && request.method() == HttpMethods.GET);
  }
}
