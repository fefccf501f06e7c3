package ocelli.push.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.http.javadsl.settings.ConnectionPoolSettings;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import ocelli.push.core.Endpoint;
import ocelli.push.core.WebhookSignature;
import ocelli.runtime.egress.EgressGuard;
import scala.concurrent.duration.FiniteDuration;

/** Makes the clients of endpoints. */
public final class WebhookSender {
  private final ActorSystem<?> system;
  private final EgressGuard guard;
  private final WebhookSettings settings;
  private final Function<Endpoint, String> secrets;
  private final Predicate<Endpoint> revoked;
  private final Clock clock;

  /**
   * @param secrets the {@code whsec_} secret of an endpoint
   * @param revoked whether its owner is no longer a client: asked before each attempt
   */
  public WebhookSender(
      ActorSystem<?> system,
      EgressGuard guard,
      WebhookSettings settings,
      Function<Endpoint, String> secrets,
      Predicate<Endpoint> revoked,
      Clock clock) {
    this.system = system;
    this.guard = guard;
    this.settings = settings;
    this.secrets = secrets;
    this.revoked = revoked;
    this.clock = clock;
  }

  /** A client of one endpoint. */
  public EndpointClient to(Endpoint endpoint) {
    return new EndpointClient(
        system,
        Http.get(system),
        pool(),
        settings,
        endpoint,
        new WebhookSignature(secrets.apply(endpoint)),
        () -> revoked.test(endpoint),
        clock);
  }

  /**
   * Pools are told apart by their settings, and a new transport makes them differ: so each endpoint
   * has a pool of its own, and none waits for connections that another's server never answers.
   */
  private ConnectionPoolSettings pool() {
    FiniteDuration timeout =
        new FiniteDuration(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    ClientConnectionSettings connection =
        ClientConnectionSettings.create(system.classicSystem())
            .withConnectingTimeout(timeout)
            .withIdleTimeout(timeout);
    return ConnectionPoolSettings.create(system.classicSystem())
        .withConnectionSettings(connection)
        .withTransport(guard.transport())
        .withMaxRetries(0)
        .withMinConnections(0)
        .withMaxConnections(settings.connections())
        .withMaxOpenRequests(openRequests());
  }

  /** Twice the connections, as the power of two that the pool wants. */
  private int openRequests() {
    return Integer.highestOneBit(settings.connections()) * 4;
  }
}
