package ocelli.authz;

import akka.actor.Cancellable;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import ocelli.authz.core.PushUrlRules;
import ocelli.authz.door.Revocations;
import ocelli.authz.file.SnapshotFile;
import ocelli.authz.http.AuthzRoutes;
import ocelli.authz.http.ClientRoutes;
import ocelli.authz.http.OperatorGuard;
import ocelli.authz.issue.Delegation;
import ocelli.authz.issue.Exchange;
import ocelli.authz.issue.Secrets;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.jdbc.ClientRegistry;
import ocelli.authz.jdbc.ClientStore;
import ocelli.authz.jdbc.RevocationStore;
import ocelli.authz.kafka.Announcer;
import ocelli.authz.verify.AuthenticationVerifier;
import ocelli.authz.verify.KeySet;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.WebhookSecrets;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.egress.AddressRules;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.jdbc.DatabaseSettings;

/** The role that knows what clients may do. */
record AuthzRole(Route routes, Migration migration, Announcer announcer, List<Cancellable> timers) {

  static AuthzRole start(
      ServiceContext context,
      AuthzSettings settings,
      DatabaseSettings databaseSettings,
      KeySource keys,
      OperatorGuard guard,
      Secrets secrets) {
    byte[] webhookMaster = requiredKeys(keys.keys());
    Database database = Database.open(context.system(), databaseSettings, "authz");
    Migration migration = Migration.start(context.system(), database, "authz");
    ClientStore store = new ClientStore(database);
    PatientLookup lookup = PatientLookup.of(context.system(), settings);
    TokenMint mint = new TokenMint(keys, context.clock(), new SecureRandom());
    Optional<SnapshotFile> snapshot =
        settings.snapshotFile().map(file -> new SnapshotFile(file, mint, keys));
    Executor signing = context.system().dispatchers().lookup(AuthnRole.signing());
    TokenVerifier verifier = TokenVerifier.create(keys);
    Revocations revocations = Revocations.follow(context, verifier);
    Announcer announcer = Announcer.start(context, new RevocationStore(database), mint);
    Exchange exchange =
        new Exchange(
            AuthenticationVerifier.create(keys),
            client -> lookup.ask(() -> store.find(client)),
            client -> snapshot.flatMap(file -> file.claims(client, context.clock().instant())),
            mint,
            revocations,
            context.clock(),
            signing);
    Delegation delegation =
        new Delegation(
            AuthenticationVerifier.create(keys),
            verifier,
            client -> lookup.ask(() -> store.find(client)),
            mint,
            revocations,
            context.clock(),
            signing);
    ClientRegistry registry =
        new ClientRegistry(
            store,
            secrets,
            (client, generation) -> WebhookSecrets.secret(webhookMaster, client, generation),
            revocation -> {
              revocations.add(revocation);
              announcer.wake();
            },
            context.clock());
    context.health().register("authz-keys", () -> keysProblem(keys));
    Route routes =
        Directives.concat(
            new AuthzRoutes(exchange, delegation, keys, context.metersOf("authz")).routes(),
            new ClientRoutes(registry, guard, urlRules(settings), context.clock()).routes());
    return new AuthzRole(
        routes,
        migration,
        announcer,
        Timers.start(context, settings, keys, snapshot, store, signing));
  }

  private static byte[] requiredKeys(KeySet keys) {
    if (keys.authorisationSigner().isEmpty()) {
      throw new IllegalStateException("the role authz needs the private authorisation key");
    }
    return keys.webhookMasterKey()
        .orElseThrow(() -> new IllegalStateException("the role authz needs webhook-master.key"));
  }

  private static CompletableFuture<Optional<String>> keysProblem(KeySource keys) {
    return CompletableFuture.completedFuture(
        keys.keys().authorisationSigner().isPresent()
            ? Optional.empty()
            : Optional.of("no private authorisation key"));
  }

  private static PushUrlRules urlRules(AuthzSettings settings) {
    AddressRules rules =
        settings.developmentMode() ? AddressRules.publicAndLoopback() : AddressRules.publicOnly();
    Function<InetAddress, Optional<String>> refusal = rules::refusal;
    return new PushUrlRules(settings.developmentMode(), refusal);
  }

  void close() {
    timers.forEach(Cancellable::cancel);
    announcer.close();
    migration.close();
  }
}
