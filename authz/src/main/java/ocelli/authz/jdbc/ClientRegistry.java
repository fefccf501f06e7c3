package ocelli.authz.jdbc;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import ocelli.authz.core.ClientSecret;
import ocelli.authz.core.PushTarget;
import ocelli.authz.door.Revocation;
import ocelli.authz.grants.Registration;
import ocelli.authz.issue.Secrets;
import ocelli.protocol.ClientId;
import ocelli.runtime.HaltPoint;

/** Registers and revokes clients in both registries. */
public final class ClientRegistry {
  private static final HaltPoint REGISTERED = HaltPoint.named("authz-client-registered");
  private static final HaltPoint REMOVED = HaltPoint.named("authz-secrets-removed");
  private static final HaltPoint STORED = HaltPoint.named("authz-revocation-stored");

  private final ClientStore clients;
  private final Secrets secrets;
  private final BiFunction<ClientId, Integer, String> webhookSecret;
  private final Consumer<Revocation> revoked;
  private final Clock clock;

  /**
   * @param webhookSecret of a client and a generation
   * @param revoked hears of what no longer counts, once it is stored
   */
  public ClientRegistry(
      ClientStore clients,
      Secrets secrets,
      BiFunction<ClientId, Integer, String> webhookSecret,
      Consumer<Revocation> revoked,
      Clock clock) {
    this.clients = clients;
    this.secrets = secrets;
    this.webhookSecret = webhookSecret;
    this.revoked = revoked;
    this.clock = clock;
  }

  /**
   * What an operator is shown once.
   *
   * @param secret empty where it was not changed
   * @param webhookSecret empty where the client has no webhooks
   */
  public record Shown(
      ClientId client, Optional<ClientSecret> secret, Optional<String> webhookSecret) {
    /** Only the client: secrets are never logged. */
    @Override
    public String toString() {
      return "Shown[" + client + "]";
    }
  }

  /** All clients, by name. */
  public CompletionStage<List<Registration>> all() {
    return clients.all();
  }

  /** One client; empty where it is unknown or revoked. */
  public CompletionStage<Optional<Registration>> find(ClientId client) {
    return clients.find(client);
  }

  /** Registers a client; empty where the name is taken. A half-done one is taken back. */
  public CompletionStage<Optional<Shown>> add(Registration registration, String operator) {
    return clients
        .add(registration)
        .thenCompose(
            added -> {
              REGISTERED.reached();
              return added
                  ? orUndo(withNewSecret(registration, operator), registration.client())
                  : CompletableFuture.completedFuture(Optional.empty());
            });
  }

  /** A new secret; the one before it stays valid until the next. */
  public CompletionStage<Optional<Shown>> rotate(ClientId client, String operator) {
    return clients.find(client).thenCompose(found -> withNewSecret(found, operator));
  }

  /** A new webhook secret: messages accepted under tokens issued from now on are signed with it. */
  public CompletionStage<Optional<Shown>> rotateWebhook(ClientId client) {
    return clients
        .nextGeneration(client)
        .thenApply(
            found ->
                found.map(one -> new Shown(one.client(), Optional.empty(), webhookSecret(one))));
  }

  /**
   * A new secret in place of all others: what was issued by them no longer counts, here at once and
   * at every other door when the broker has told it. The secrets end first: what one of them was
   * still given is older than the revocation then, and whatever breaks off, it opens nothing again.
   */
  public CompletionStage<Optional<Shown>> replace(ClientId client, String operator) {
    return clients
        .find(client)
        .thenCompose(
            found ->
                found.isPresent()
                    ? secrets
                        .remove(client, operator)
                        .thenCompose(removed -> tokensRevoked(client))
                        .thenCompose(one -> withNewSecret(one, operator))
                    : CompletableFuture.completedFuture(Optional.empty()));
  }

  private CompletionStage<Optional<Registration>> tokensRevoked(ClientId client) {
    REMOVED.reached();
    Revocation revocation = new Revocation(client, now(), false);
    return clients
        .revokeTokens(revocation)
        .thenApply(
            found -> {
              found.ifPresent(one -> stored(revocation));
              return found;
            });
  }

  /** Ends a client, whose name stays taken; false where it was not there. */
  public CompletionStage<Boolean> revoke(ClientId client, String operator) {
    Revocation revocation = new Revocation(client, now(), true);
    return clients
        .revoke(revocation)
        .thenCompose(
            done -> {
              if (done) {
                stored(revocation);
              }
              return secrets.remove(client, operator).thenApply(removed -> done);
            });
  }

  private void stored(Revocation revocation) {
    STORED.reached();
    revoked.accept(revocation);
  }

  /** Tokens say their time to the second. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private CompletionStage<Optional<Shown>> withNewSecret(
      Optional<Registration> one, String operator) {
    return one.isPresent()
        ? withNewSecret(one.get(), operator)
        : CompletableFuture.completedFuture(Optional.empty());
  }

  private CompletionStage<Optional<Shown>> withNewSecret(Registration one, String operator) {
    return secrets
        .add(one.client(), operator)
        .thenApply(
            secret ->
                Optional.of(new Shown(one.client(), Optional.of(secret), webhookSecret(one))));
  }

  private <T> CompletionStage<T> orUndo(CompletionStage<T> stage, ClientId client) {
    return stage.exceptionallyCompose(
        failure ->
            clients.undo(client).thenCompose(undone -> CompletableFuture.<T>failedFuture(failure)));
  }

  private Optional<String> webhookSecret(Registration one) {
    return one.push().map(PushTarget::generation).map(n -> webhookSecret.apply(one.client(), n));
  }
}
