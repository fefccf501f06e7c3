package ocelli.authz.issue;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
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

  /** What an attempt came to. */
  public sealed interface Outcome {}

  /** The secret was the client's. */
  public record Issued(MintedToken token) implements Outcome {}

  /** It was not, whatever was wrong. */
  public record Refused() implements Outcome {}

  /** It was not looked at. */
  public record Passed() implements Outcome {}

  /**
   * Judges a secret.
   *
   * @param wanted asked right before the slow hash: of a flood that came in at once, only the first
   *     are judged
   */
  public CompletionStage<Outcome> authenticate(
      ClientId client, ClientSecret secret, BooleanSupplier wanted) {
    return hashes
        .apply(client)
        .thenApplyAsync(
            known -> wanted.getAsBoolean() ? judged(client, secret, known) : new Passed(), hashing);
  }

  private Outcome judged(ClientId client, ClientSecret secret, List<SecretHash> known) {
    return matches(known, secret) ? new Issued(mint.mintAuthentication(client)) : new Refused();
  }

  private boolean matches(List<SecretHash> known, ClientSecret secret) {
    if (known.isEmpty()) {
      return decoy.matches(secret);
    }
    return known.stream().anyMatch(hash -> hash.matches(secret));
  }
}
