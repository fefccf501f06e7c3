package ocelli.allinone.edge;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the keeper of sessions does with a signed-in page's request for somebody else: it came
 * without a token and has one now, so it goes back to the edge, and from there to whom it is for.
 * One that came with a token is not sent on: it could only come back.
 */
public final class Onward {
  private static final String EDGE = "edge";

  private Onward() {}

  /**
   * The keeper's routes, and behind them the way onward.
   *
   * @param edge scheme, host and port
   * @param sessions that make a token of a cookie for the routes given to them
   * @param own routes of the keeper
   */
  public static Route behind(
      ActorSystem<?> system, URI edge, UnaryOperator<Route> sessions, Route own) {
    Backends backends = new Backends(Map.of("/", EDGE), Optional.empty());
    backends.add(EDGE, EDGE, edge);
    Route known = sessions.apply(own);
    Route all = sessions.apply(Directives.concat(own, onward(new ReverseProxy(system, backends))));
    return Directives.extractRequest(request -> hasToken(request) ? known : all);
  }

  private static Route onward(ReverseProxy proxy) {
    return Directives.extractRequest(
        request ->
            hasToken(request)
                ? Directives.completeWithFuture(proxy.handle(request))
                : Directives.reject());
  }

  private static boolean hasToken(HttpRequest request) {
    return request.getHeader("Authorization").isPresent();
  }
}
