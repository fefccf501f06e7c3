package ocelli.authz;

import akka.Done;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.authz.core.OperatorTokens;
import ocelli.authz.http.OperatorGuard;
import ocelli.authz.http.PeerAddress;
import ocelli.authz.http.RemoteSecrets;
import ocelli.authz.issue.Secrets;
import ocelli.authz.verify.KeySource;
import ocelli.runtime.ServiceContext;

/** Issues the tokens that open every other door. */
public final class Authz {
  private final List<Route> routes = new ArrayList<>();
  private final List<Runnable> closing = new ArrayList<>();

  private Authz() {}

  /**
   * Starts the roles that the settings name. Blocking: brings the tables up to date where the
   * databases can be reached, and starts without them where not.
   *
   * @param keys with the private keys of those roles
   * @throws IllegalStateException where a key is missing
   */
  public static Authz start(ServiceContext context, AuthzSettings settings, KeySource keys) {
    Authz authz = new Authz();
    OperatorGuard guard =
        new OperatorGuard(
            OperatorTokens.ofHashes(settings.operatorTokenHashes()),
            new PeerAddress(settings.trustedProxies()),
            context.clock());
    Optional<AuthnRole> authn =
        settings.authnDatabase().map(db -> AuthnRole.start(context, settings, db, keys, guard));
    authn.ifPresent(role -> authz.add(role.routes(), role::close));
    Secrets secrets =
        authn
            .<Secrets>map(AuthnRole::secrets)
            .orElseGet(() -> new RemoteSecrets(context.system(), settings.authnUrl().orElse("")));
    settings
        .authzDatabase()
        .map(db -> AuthzRole.start(context, settings, db, keys, guard, secrets))
        .ifPresent(role -> authz.add(role.routes(), role::close));
    return authz;
  }

  private void add(Route route, Runnable close) {
    routes.add(route);
    closing.add(close);
  }

  /** The routes of the roles: {@code /authn/…}, {@code /authz/…}. */
  public Route routes() {
    return Directives.concat(routes.get(0), routes.subList(1, routes.size()).toArray(Route[]::new));
  }

  /** Stops timers and gives the databases back; call it once no more requests come in. */
  public CompletionStage<Done> drain() {
    return CompletableFuture.runAsync(() -> closing.forEach(Runnable::run))
        .thenApply(closed -> Done.getInstance());
  }
}
