package ocelli.authz.issue;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import ocelli.authz.door.Revocations;
import ocelli.authz.grants.DegradedGrants;
import ocelli.authz.grants.Grants;
import ocelli.authz.grants.Narrowing;
import ocelli.authz.grants.Registration;
import ocelli.authz.verify.AuthenticationVerifier;
import ocelli.authz.verify.Verdict;
import ocelli.protocol.ClientId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges an authentication token for an authorisation token (RFC 8693). While the registry does
 * not answer, what it issues is degraded.
 */
public final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final AuthenticationVerifier verifier;
  private final Function<ClientId, CompletionStage<Optional<Registration>>> registry;
  private final Function<ClientId, Optional<Grants>> snapshot;
  private final TokenMint mint;
  private final Revocations revocations;
  private final Clock clock;
  private final Executor signing;

  /**
   * @param registry the client as it is registered; a failed stage means that nobody knows
   * @param snapshot what was last known of the client, asked only then; may block
   * @param revocations tokens that no longer count, known without the registry
   * @param signing runs what takes milliseconds or blocks
   */
  public Exchange(
      AuthenticationVerifier verifier,
      Function<ClientId, CompletionStage<Optional<Registration>>> registry,
      Function<ClientId, Optional<Grants>> snapshot,
      TokenMint mint,
      Revocations revocations,
      Clock clock,
      Executor signing) {
    this.verifier = verifier;
    this.registry = registry;
    this.snapshot = snapshot;
    this.mint = mint;
    this.revocations = revocations;
    this.clock = clock;
    this.signing = signing;
  }

  /** The outcome. */
  public sealed interface Outcome {}

  /**
   * A token.
   *
   * @param grants what it grants
   * @param degraded whether it was issued without the registry
   */
  public record Issued(MintedToken token, Grants grants, boolean degraded) implements Outcome {}

  /**
   * None.
   *
   * @param error of RFC 6749, 5.2
   * @param description for a person
   */
  public record Refused(String error, String description) implements Outcome {}

  /** None now: the registry does not answer, and without it there must be none. */
  public record Unavailable() implements Outcome {}

  /**
   * Exchanges.
   *
   * @param subjectToken an authentication token
   * @param scope claim patterns separated by spaces; empty for all that is granted
   */
  public CompletionStage<Outcome> exchange(String subjectToken, Optional<String> scope) {
    Verdict verdict = verifier.verify(subjectToken, clock.instant());
    if (verdict instanceof Verdict.Verified verified) {
      if (revocations.revoked(verified.claims())) {
        return refused("revoked");
      }
      ClientId client = verified.claims().client();
      return registry
          .apply(client)
          .handleAsync(
              (found, failure) ->
                  failure == null ? known(client, found, scope) : unknown(client, scope, failure),
              signing);
    }
    return refused(((Verdict.Refused) verdict).code());
  }

  private static CompletionStage<Outcome> refused(String code) {
    return CompletableFuture.completedFuture(
        new Refused("invalid_request", "subject_token: " + code)); // RFC 8693, 2.2.2
  }

  private Outcome known(ClientId client, Optional<Registration> found, Optional<String> scope) {
    return found
        .map(registration -> issued(client, registration.claims(), scope, false))
        .orElseGet(() -> new Refused("invalid_request", "subject_token: not a registered client"));
  }

  private Outcome unknown(ClientId client, Optional<String> scope, Throwable failure) {
    LOG.warn(
        "The registry does not answer; {} gets a degraded token: {}", client, failure.toString());
    return issued(client, DegradedGrants.of(snapshot.apply(client)), scope, true);
  }

  private Outcome issued(
      ClientId client, Grants granted, Optional<String> scope, boolean degraded) {
    Optional<Grants> grants =
        scope.isPresent() ? Narrowing.narrow(granted, scope.get()) : Optional.of(granted);
    return grants
        .<Outcome>map(
            given ->
                new Issued(
                    degraded
                        ? mint.mintDegraded(client, given.byPattern())
                        : mint.mintAuthorisation(client, given.byPattern()),
                    given,
                    degraded))
        .orElseGet(() -> new Refused("invalid_scope", "scope: more than is granted"));
  }
}
