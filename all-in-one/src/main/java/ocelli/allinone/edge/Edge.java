package ocelli.allinone.edge;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import java.util.concurrent.CompletionStage;

/** The public port of a system of processes. */
public final class Edge {
  private Edge() {}

  /**
   * Listens, and passes on.
   *
   * @param port 0 for any that is free
   */
  public static CompletionStage<ServerBinding> bind(
      ActorSystem<?> system, Backends backends, String host, int port) {
    ReverseProxy proxy = new ReverseProxy(system, backends);
    return Http.get(system).newServerAt(host, port).bind(proxy::handle);
  }
}
