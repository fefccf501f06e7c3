package ocelli.authz.jdbc;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import ocelli.authz.core.ClientSecret;
import ocelli.authz.core.SecretHash;
import ocelli.authz.issue.Secrets;
import ocelli.protocol.ClientId;

/** Secrets in this process's own registry. */
public final class StoredSecrets implements Secrets {
  private final SecretStore store;
  private final Clock clock;
  private final SecureRandom random;

  /** In that store. */
  public StoredSecrets(SecretStore store, Clock clock, SecureRandom random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public CompletionStage<ClientSecret> add(ClientId client, String operatorToken) {
    ClientSecret secret = ClientSecret.generate(random);
    return store
        .add(client, SecretHash.of(secret, random), clock.instant())
        .thenApply(added -> secret);
  }

  @Override
  public CompletionStage<Boolean> remove(ClientId client, String operatorToken) {
    return store.remove(client);
  }
}
