package ocelli.allinone.edge;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import ocelli.runtime.http.AtOnce;

/** The public port of a system of processes. */
public final class Edge {
  private Edge() {}

  /**
   * Listens, and passes on what it does not answer itself.
   *
   * @param own answers of the port's own; empty for all the rest
   * @param port 0 for any that is free
   */
  public static CompletionStage<ServerBinding> bind(
      ActorSystem<?> system,
      Backends backends,
      Function<HttpRequest, Optional<HttpResponse>> own,
      String host,
      int port) {
    ReverseProxy proxy = new ReverseProxy(system, backends);
    return Http.get(system).newServerAt(host, port).bind(AtOnce.orElse(own, proxy::handle));
  }
}
