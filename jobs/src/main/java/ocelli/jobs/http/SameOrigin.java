package ocelli.jobs.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a request comes from a page of ours: a cookie travels by itself, so it proves nothing.
 */
final class SameOrigin {
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private SameOrigin() {}

  /** Nothing says that another site sent it. */
  static boolean possible(HttpRequest request) {
    return value(request, "Sec-Fetch-Site").map(OURS::contains).orElse(true)
        && value(request, "Origin").map(origin -> isOwn(origin, request)).orElse(true);
  }

  /** It may act on a cookie: a reading request that can be ours, or any that surely is. */
  static boolean trusted(HttpRequest request) {
    return possible(request) && (isReading(request) || isCertain(request));
  }

  /** A WebSocket's opening is a GET, but what follows is no longer judged: it must be certain. */
  private static boolean isReading(HttpRequest request) {
    return request.method() == HttpMethods.HEAD
        || (request.method() == HttpMethods.GET && !opensWebSocket(request));
  }

  /** Other upgrades are harmless: Java's own client offers HTTP/2 with every request. */
  private static boolean opensWebSocket(HttpRequest request) {
    return value(request, "Upgrade")
        .filter(protocols -> protocols.toLowerCase(Locale.ROOT).contains("websocket"))
        .isPresent();
  }

  private static boolean isCertain(HttpRequest request) {
    return value(request, "Origin").isPresent()
        || value(request, "Sec-Fetch-Site").filter("same-origin"::equals).isPresent();
  }

  /** By host and port: a proxy may have ended TLS, so the scheme differs honestly. */
  private static boolean isOwn(String origin, HttpRequest request) {
    try {
      String authority = new URI(origin).getRawAuthority();
      return authority != null
          && value(request, "Host").filter(authority::equalsIgnoreCase).isPresent();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Optional<String> value(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }
}
