package ocelli.allinone.edge;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What the keeper of sessions does with a request for somebody else: by now it carries a token, so
 * it goes back to the edge, without the cookie, and from there to whom it is for. A request without
 * the cookie is not sent on: it could only come back.
 */
public final class Onward {
  private static final String EDGE = "edge";

  private Onward() {}

  /**
   * A route for what the keeper's own routes do not take, inside that which makes tokens of
   * cookies.
   *
   * @param edge scheme, host and port
   * @param cookie that names a session
   */
  public static Route to(ActorSystem<?> system, URI edge, String cookie) {
    Backends backends = new Backends(Map.of("/", EDGE), Optional.empty());
    backends.add(EDGE, EDGE, edge);
    ReverseProxy proxy = new ReverseProxy(system, backends);
    return Directives.cookie(
        cookie,
        session ->
            Directives.extractRequest(
                request ->
                    request.getHeader("Authorization").isPresent()
                        ? Directives.completeWithFuture(
                            proxy.handle(request.removeHeader("Cookie")))
                        : Directives.reject()));
  }
}
