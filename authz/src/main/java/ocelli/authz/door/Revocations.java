package ocelli.authz.door;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ocelli.authz.verify.Claims;
import ocelli.authz.verify.TokenVerifier;
import ocelli.protocol.ClientId;
import ocelli.runtime.ServiceContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which tokens and clients no longer count, as this process knows: fed by the topic {@code
 * revocations-1} within moments, and while the broker is away as it was. It holds an entry a
 * revoked client, for 20 minutes after a rotation and eight days after an end; answers cost a
 * look-up. Safe for use by many threads.
 */
public final class Revocations {
  private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
  private static final Duration PATIENCE =
      Duration.ofSeconds(10); // reading a topic of a few entries takes a fraction of a second

  private final Map<ClientId, Revocation> byClient = new ConcurrentHashMap<>();
  private final CompletableFuture<Revocations> read = new CompletableFuture<>();

  private Revocations() {}

  /** Of nobody: for tests and for tools. */
  public static Revocations none() {
    Revocations none = new Revocations();
    none.read.complete(none);
    return none;
  }

  /**
   * The one of this process, which follows the topic from the first call on. Blocks until it has
   * read what is there, for ten seconds at most: a token lives for a quarter of an hour, so a door
   * opens rather than wait for longer, and {@code /health/ready} says so.
   */
  public static Revocations start(ServiceContext context, TokenVerifier verifier) {
    Revocations revocations = follow(context, verifier);
    try {
      return revocations.read.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("Doors open without having read all revocations");
      return revocations;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The same without waiting. */
  public static Revocations follow(ServiceContext context, TokenVerifier verifier) {
    return OnePerSystem.of(context.system())
        .orStart(
            () -> {
              Revocations started = new Revocations();
              RevocationFeed.start(context, verifier, started);
              context.health().register("revocations", started::health);
              return started;
            });
  }

  /** Whether a token no longer counts; one made for an owner ends with the owner, too. */
  public boolean revoked(Claims claims) {
    return means(claims.client(), claims)
        || claims.owner().filter(owner -> means(owner, claims)).isPresent();
  }

  /** Whether a client no longer is: nothing is sent to it. */
  public boolean revoked(ClientId client) {
    Revocation revocation = byClient.get(client);
    return revocation != null && revocation.whole();
  }

  /** Adds one that this process makes or reads. */
  public void add(Revocation revocation) {
    byClient.merge(revocation.client(), revocation, Revocation::and);
  }

  /** Lets go of what can no longer be of use. */
  void forget(Instant now) {
    byClient.values().removeIf(revocation -> revocation.isOver(now));
  }

  /** All that was in the topic at the start is in. */
  void allRead() {
    read.complete(this);
  }

  int size() {
    return byClient.size();
  }

  private boolean means(ClientId client, Claims claims) {
    Revocation revocation = byClient.get(client);
    return revocation != null && revocation.means(claims);
  }

  private CompletableFuture<Optional<String>> health() {
    return CompletableFuture.completedFuture(
        read.isDone() ? Optional.empty() : Optional.of("revocations-1 is not read yet"));
  }
}
