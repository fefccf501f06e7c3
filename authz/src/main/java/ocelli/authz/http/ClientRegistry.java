package ocelli.authz.http;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import ocelli.authz.core.ClientSecret;
import ocelli.authz.core.PushTarget;
import ocelli.authz.grants.Registration;
import ocelli.authz.issue.Secrets;
import ocelli.authz.jdbc.ClientStore;
import ocelli.protocol.ClientId;

/** Registers and revokes clients in both registries. */
public final class ClientRegistry {
  private final ClientStore clients;
  private final Secrets secrets;
  private final BiFunction<ClientId, Integer, String> webhookSecret;
  private final Clock clock;

  /**
   * @param webhookSecret of a client and a generation
   */
  public ClientRegistry(
      ClientStore clients,
      Secrets secrets,
      BiFunction<ClientId, Integer, String> webhookSecret,
      Clock clock) {
    this.clients = clients;
    this.secrets = secrets;
    this.webhookSecret = webhookSecret;
    this.clock = clock;
  }

  /**
   * What an operator is shown once.
   *
   * @param secret empty where it was not changed
   * @param webhookSecret empty where the client has no webhooks
   */
  record Shown(ClientId client, Optional<ClientSecret> secret, Optional<String> webhookSecret) {
    /** Only the client: secrets are never logged. */
    @Override
    public String toString() {
      return "Shown[" + client + "]";
    }
  }

  CompletionStage<List<Registration>> all() {
    return clients.all();
  }

  CompletionStage<Optional<Registration>> find(ClientId client) {
    return clients.find(client);
  }

  /** Registers a client; empty where the name is taken. A half-done one is taken back. */
  CompletionStage<Optional<Shown>> add(Registration registration, String operator) {
    return clients
        .add(registration)
        .thenCompose(
            added ->
                added
                    ? orUndo(withNewSecret(registration, operator), registration.client())
                    : CompletableFuture.completedFuture(Optional.empty()));
  }

  /** A new secret; the one before it stays valid until the next. */
  CompletionStage<Optional<Shown>> rotate(ClientId client, String operator) {
    return clients
        .find(client)
        .thenCompose(
            found ->
                found.isPresent()
                    ? withNewSecret(found.get(), operator)
                    : CompletableFuture.completedFuture(Optional.empty()));
  }

  /** A new webhook secret: messages accepted under tokens issued from now on are signed with it. */
  CompletionStage<Optional<Shown>> rotateWebhook(ClientId client) {
    return clients
        .nextGeneration(client)
        .thenApply(
            found ->
                found.map(one -> new Shown(one.client(), Optional.empty(), webhookSecret(one))));
  }

  CompletionStage<Boolean> revoke(ClientId client, String operator) {
    return clients
        .revoke(client, clock.instant())
        .thenCompose(revoked -> secrets.remove(client, operator).thenApply(removed -> revoked));
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
