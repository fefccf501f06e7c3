package ocelli.jobs.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import ocelli.authz.verify.Claims;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.Verdict;
import ocelli.client.core.Problem;
import ocelli.client.http.Awaited;
import ocelli.client.http.ProblemException;
import ocelli.client.token.Credentials;
import ocelli.client.token.RenewedTokens;
import ocelli.jobs.jdbc.SessionStore;

/** Signs people in and out, and gives their requests tokens. */
public final class Sessions {
  // Tokens of 10,000 people at 8 KB are 80 MB at most; a token that fell out is fetched again.
  private static final int MOST_TOKENS = 10_000;
  private static final int UNAUTHORISED = 401;
  private static final int TOO_MANY = 429;

  private final SessionStore store;
  private final SessionSettings settings;
  private final TokenVerifier verifier;
  private final Clock clock;
  private final SecureRandom random;
  private final TokenDesk desk;
  private final Cache<SessionId, RenewedTokens> tokens;

  /**
   * @param authz where it is reached; asked when the first person signs in
   * @param verifier says what a token grants
   */
  public Sessions(
      SessionStore store,
      Supplier<URI> authz,
      SessionSettings settings,
      TokenVerifier verifier,
      Clock clock,
      SecureRandom random) {
    this.store = store;
    this.settings = settings;
    this.verifier = verifier;
    this.clock = clock;
    this.random = random;
    this.desk = new TokenDesk(authz, clock, random);
    this.tokens =
        Caffeine.newBuilder().maximumSize(MOST_TOKENS).expireAfterAccess(settings.idle()).build();
  }

  /**
   * One who is signed in.
   *
   * @param endsAt when the session ends at the latest
   */
  public record Person(String token, Claims claims, Instant endsAt) {
    /** Only the client: tokens are never logged. */
    @Override
    public String toString() {
      return "Person[" + claims.client() + "]";
    }
  }

  /** How long a browser may keep the cookie. */
  public SessionSettings settings() {
    return settings;
  }

  /** Signs in. */
  public CompletionStage<Opening> open(String client, String secret) {
    RenewedTokens fresh = desk.tokens(new Credentials(client, secret));
    return fresh
        .token()
        .thenCompose(token -> kept(client, secret, fresh))
        .exceptionally(failure -> refused(Awaited.cause(failure)));
  }

  private CompletionStage<Opening> kept(String client, String secret, RenewedTokens fresh) {
    SessionId id = SessionId.random(random);
    Instant now = clock.instant();
    SessionStore.Row row =
        new SessionStore.Row(client, Seal.close(id, client, secret, random), now, now);
    return store
        .insert(id.hash(), row, now.minus(settings.idle()))
        .thenApply(
            stored -> {
              tokens.put(id, fresh);
              return new Opening.Opened(id);
            });
  }

  private static Opening refused(Throwable failure) {
    if (failure instanceof ProblemException refusal) {
      Problem problem = refusal.problem();
      if (problem.status() == UNAUTHORISED) {
        return new Opening.WrongCredentials();
      }
      if (problem.status() == TOO_MANY) {
        return new Opening.Throttled(problem.retryAfter());
      }
    }
    return new Opening.Unavailable(String.valueOf(failure.getMessage()));
  }

  /**
   * Who a session stands for; empty where it has ended. Fails where the database or authz do not
   * answer.
   */
  public CompletionStage<Optional<Person>> find(SessionId id) {
    Instant now = clock.instant();
    return store
        .find(id.hash(), now.minus(settings.life()), now.minus(settings.idle()), now)
        .thenCompose(
            row ->
                row.map(found -> person(id, found))
                    .orElseGet(() -> CompletableFuture.completedStage(Optional.empty())));
  }

  private CompletionStage<Optional<Person>> person(SessionId id, SessionStore.Row row) {
    Optional<String> secret = Seal.open(id, row.client(), row.sealed());
    if (secret.isEmpty()) {
      return close(id).thenApply(closed -> Optional.empty());
    }
    Credentials credentials = new Credentials(row.client(), secret.get());
    RenewedTokens source = tokens.get(id, missing -> desk.tokens(credentials));
    return source
        .token()
        .thenApply(token -> verified(token, row.createdAt().plus(settings.life())))
        .handle((person, failure) -> failure == null ? kept(person) : ended(id, failure))
        .thenCompose(stage -> stage);
  }

  private Optional<Person> verified(String token, Instant endsAt) {
    return verifier.verify(token, clock.instant()) instanceof Verdict.Verified good
        ? Optional.of(new Person(token, good.claims(), endsAt))
        : Optional.empty();
  }

  private static CompletionStage<Optional<Person>> kept(Optional<Person> person) {
    return CompletableFuture.completedStage(person);
  }

  /** A secret that no longer counts ends the session; whatever else fails may be better soon. */
  private CompletionStage<Optional<Person>> ended(SessionId id, Throwable failure) {
    Throwable cause = Awaited.cause(failure);
    boolean refused =
        cause instanceof ProblemException refusal && refusal.problem().status() == UNAUTHORISED;
    return refused
        ? close(id).thenApply(closed -> Optional.empty())
        : CompletableFuture.failedStage(cause);
  }

  /** Signs out. */
  public CompletionStage<Void> close(SessionId id) {
    tokens.invalidate(id);
    return store.delete(id.hash());
  }
}
