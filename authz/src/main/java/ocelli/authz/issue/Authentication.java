package ocelli.authz.issue;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import ocelli.authz.core.ClientSecret;
import ocelli.authz.core.SecretHash;
import ocelli.protocol.ClientId;

/** Exchanges a client's secret for an authentication token. */
public final class Authentication {
  private final Function<ClientId, CompletionStage<List<SecretHash>>> hashes;
  private final TokenMint mint;
  private final Executor hashing;
  private final SecretHash decoy; // an unknown client must take as long as a wrong secret

  /**
   * @param hashes the valid hashes of a client
   * @param hashing runs the slow hash
   */
  public Authentication(
      Function<ClientId, CompletionStage<List<SecretHash>>> hashes,
      TokenMint mint,
      Executor hashing,
      SecureRandom random) {
    this.hashes = hashes;
    this.mint = mint;
    this.hashing = hashing;
    this.decoy = SecretHash.of(ClientSecret.generate(random), random);
  }

  /** A token where the secret is the client's; otherwise empty, whatever was wrong. */
  public CompletionStage<Optional<MintedToken>> authenticate(ClientId client, ClientSecret secret) {
    return hashes
        .apply(client)
        .thenApplyAsync(
            known ->
                matches(known, secret)
                    ? Optional.of(mint.mintAuthentication(client))
                    : Optional.empty(),
            hashing);
  }

  private boolean matches(List<SecretHash> known, ClientSecret secret) {
    if (known.isEmpty()) {
      return decoy.matches(secret);
    }
    return known.stream().anyMatch(hash -> hash.matches(secret));
  }
}
