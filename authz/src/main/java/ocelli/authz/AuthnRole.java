package ocelli.authz;

import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.security.SecureRandom;
import ocelli.authz.http.AuthnRoutes;
import ocelli.authz.http.OperatorGuard;
import ocelli.authz.http.PeerAddress;
import ocelli.authz.http.SecretRoutes;
import ocelli.authz.issue.Authentication;
import ocelli.authz.issue.Secrets;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.jdbc.SecretStore;
import ocelli.authz.jdbc.StoredSecrets;
import ocelli.authz.verify.KeySource;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.jdbc.DatabaseSettings;

/** The role that knows who clients are. */
record AuthnRole(Route routes, Secrets secrets, Migration migration) {

  static AuthnRole start(
      ServiceContext context,
      AuthzSettings settings,
      DatabaseSettings databaseSettings,
      KeySource keys,
      OperatorGuard guard) {
    if (keys.keys().authenticationSigner().isEmpty()) {
      throw new IllegalStateException("the role authn needs the private authentication key");
    }
    SecureRandom random = new SecureRandom();
    Database database = Database.open(context.system(), databaseSettings, "authn");
    Migration migration = Migration.start(context.system(), database, "authn");
    context.health().register("authn-database", migration::check);
    SecretStore store = new SecretStore(database);
    PatientLookup lookup = PatientLookup.of(context.system(), settings);
    Authentication authentication =
        new Authentication(
            client -> lookup.ask(() -> store.of(client)),
            new TokenMint(keys, context.clock(), random),
            context.system().dispatchers().lookup(signing()),
            random);
    Secrets secrets = new StoredSecrets(store, context.clock(), random);
    Route routes =
        Directives.concat(
            new AuthnRoutes(
                    authentication,
                    new PeerAddress(settings.trustedProxies()),
                    context.system(),
                    context.clock(),
                    context.metersOf("authn"))
                .routes(),
            new SecretRoutes(secrets, guard).routes());
    return new AuthnRole(routes, secrets, migration);
  }

  static DispatcherSelector signing() {
    return DispatcherSelector.fromConfig("ocelli.authz.signing");
  }

  void close() {
    migration.close();
  }
}
