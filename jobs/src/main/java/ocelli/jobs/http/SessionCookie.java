package ocelli.jobs.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.HttpCookie;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.headers.SameSite;
import akka.http.javadsl.model.headers.SetCookie;
import akka.http.scaladsl.model.headers.Cookie;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import ocelli.jobs.session.SessionId;

/** The cookie {@code ocelli_session}: no script reads it, no other site's request carries it. */
final class SessionCookie {
  static final String NAME = "ocelli_session";

  private SessionCookie() {}

  /** The session that a request names. */
  static Optional<SessionId> read(HttpRequest request) {
    return StreamSupport.stream(request.getHeaders().spliterator(), false)
        .filter(Cookie.class::isInstance)
        .flatMap(
            header -> StreamSupport.stream(((Cookie) header).getCookies().spliterator(), false))
        .filter(pair -> pair.name().equals(NAME))
        .flatMap(pair -> SessionId.parse(pair.value()).stream())
        .findFirst();
  }

  /** Has the browser keep it. */
  static HttpHeader given(SessionId id, Duration life, HttpRequest request) {
    return SetCookie.create(cookie(id.text(), request).withMaxAge(life.toSeconds()));
  }

  /** Has the browser forget it. */
  static HttpHeader taken(HttpRequest request) {
    return SetCookie.create(cookie("", request).withMaxAge(0));
  }

  private static HttpCookie cookie(String value, HttpRequest request) {
    return HttpCookie.create(NAME, value)
        .withPath("/")
        .withHttpOnly(true)
        .withSecure(isSecure(request))
        .withSameSite(SameSite.Strict);
  }

  /** An edge proxy ends TLS before us and says so. */
  private static boolean isSecure(HttpRequest request) {
    return request.getUri().getScheme().equals("https")
        || request
            .getHeader("X-Forwarded-Proto")
            .filter(header -> header.value().equalsIgnoreCase("https"))
            .isPresent();
  }

  /** The request without it, and with the token that it stands for. */
  static HttpRequest exchanged(HttpRequest request, String token) {
    return request
        .removeHeader("Cookie")
        .addHeader(RawHeader.create("Authorization", "Bearer " + token));
  }
}
