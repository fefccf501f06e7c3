package ocelli.authz.issue;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import ocelli.authz.door.Revocations;
import ocelli.authz.grants.Grants;
import ocelli.authz.grants.Intersection;
import ocelli.authz.grants.Narrowing;
import ocelli.authz.grants.Registration;
import ocelli.authz.issue.Exchange.Issued;
import ocelli.authz.issue.Exchange.Outcome;
import ocelli.authz.issue.Exchange.Refused;
import ocelli.authz.verify.AuthenticationVerifier;
import ocelli.authz.verify.Claims;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.Verdict;
import ocelli.protocol.ClientId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a service a token by which it works for an owner (RFC 8693 with {@code act}): the service
 * is the subject, the owner stands in {@code act}, and it grants what both may. It is never
 * degraded: while the registry does not answer there is none.
 */
public final class Delegation {
  private static final Logger LOG = LoggerFactory.getLogger(Delegation.class);

  private final AuthenticationVerifier services;
  private final TokenVerifier owners;
  private final Function<ClientId, CompletionStage<Optional<Registration>>> registry;
  private final TokenMint mint;
  private final Revocations revocations;
  private final Clock clock;
  private final Executor signing;

  /**
   * @param services verifies the service's authentication token
   * @param owners verifies the owner's authorisation token
   * @param registry a client as it is registered; a failed stage means that nobody knows
   * @param revocations tokens that no longer count, known without the registry
   * @param signing runs what takes milliseconds
   */
  public Delegation(
      AuthenticationVerifier services,
      TokenVerifier owners,
      Function<ClientId, CompletionStage<Optional<Registration>>> registry,
      TokenMint mint,
      Revocations revocations,
      Clock clock,
      Executor signing) {
    this.services = services;
    this.owners = owners;
    this.registry = registry;
    this.mint = mint;
    this.revocations = revocations;
    this.clock = clock;
    this.signing = signing;
  }

  /**
   * Exchanges.
   *
   * @param subjectToken the service's authentication token
   * @param actorToken the owner's authorisation token
   * @param scope claim patterns separated by spaces, of which those that both may do are granted;
   *     empty for all
   */
  public CompletionStage<Outcome> exchange(
      String subjectToken, String actorToken, Optional<String> scope) {
    if (!(services.verify(subjectToken, clock.instant()) instanceof Verdict.Verified subject)) {
      return refused("invalid_request", "subject_token: not a valid authentication token");
    }
    if (!(owners.verify(actorToken, clock.instant()) instanceof Verdict.Verified actor)) {
      return refused("invalid_grant", "actor_token: not a valid authorisation token");
    }
    if (revocations.revoked(subject.claims())) {
      return refused("invalid_request", "subject_token: revoked");
    }
    Claims owner = actor.claims();
    if (revocations.revoked(owner)) {
      return refused("invalid_grant", "actor_token: revoked");
    }
    if (owner.degraded() || owner.owner().isPresent()) {
      return refused("invalid_grant", "actor_token: degraded, or itself made for another");
    }
    ClientId service = subject.claims().client();
    return registry
        .apply(service)
        .thenCombineAsync(
            registry.apply(owner.client()),
            (first, second) -> issued(first, second.map(found -> owner), scope),
            signing)
        .exceptionally(Delegation::unavailable);
  }

  private Outcome issued(
      Optional<Registration> service, Optional<Claims> owner, Optional<String> scope) {
    if (service.isEmpty()) {
      return new Refused("invalid_request", "subject_token: not a registered client");
    }
    if (owner.isEmpty()) {
      return new Refused("invalid_grant", "actor_token: not a registered client");
    }
    Grants both = Intersection.of(service.get().grants(), new Grants(owner.get().grants()));
    return scope
        .map(asked -> Narrowing.within(both, asked))
        .orElse(Optional.of(both))
        .filter(Intersection::hasTask)
        .filter(Grants::fitIntoToken)
        .<Outcome>map(grants -> issued(service.get().client(), owner.get().client(), grants))
        .orElseGet(
            () -> new Refused("invalid_scope", "scope: no task of it is granted to both of them"));
  }

  private Outcome issued(ClientId service, ClientId owner, Grants grants) {
    return new Issued(mint.mintFor(service, owner, grants.byPattern()), grants, false);
  }

  private static CompletionStage<Outcome> refused(String error, String description) {
    return CompletableFuture.completedFuture(new Refused(error, description));
  }

  private static Outcome unavailable(Throwable failure) {
    LOG.warn("The registry does not answer; nobody can act for another: {}", failure.toString());
    return new Exchange.Unavailable();
  }
}
