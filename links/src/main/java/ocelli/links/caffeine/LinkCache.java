package ocelli.links.caffeine;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import ocelli.links.core.Found;
import ocelli.links.core.Link;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links read through from the database, misses too. Whoever asks for a code that is just being read
 * waits for the same query; what is dropped meanwhile is not kept when it arrives. Thread-safe.
 */
public final class LinkCache {
  // Caffeine's node, the map's, the link and its headers on a 64-bit JVM, as jol counts them.
  private static final int ENTRY_BYTES = 320;
  private static final long EVER = Long.MAX_VALUE;

  private static final Logger LOG = LoggerFactory.getLogger(LinkCache.class);

  private final AsyncCache<String, @Nullable Found> cache;
  private final Function<String, CompletionStage<Found>> source;

  /** Where a code leads is not remembered, and the database does not tell. */
  public static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswered(String code) {
      super(code, null, false, false); // an answer, not a bug: without a stack trace
    }
  }

  /**
   * An empty cache.
   *
   * @param maxBytes of codes, targets and bookkeeping
   * @param missLife how long a code counts as nobody's
   * @param source asked for what is not here; a failure is not remembered
   */
  public LinkCache(
      long maxBytes, Duration missLife, Function<String, CompletionStage<Found>> source) {
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<String, Found>weigher((code, found) -> bytes(code, found))
            .expireAfter(Expiry.<String, Found>creating((code, found) -> life(found, missLife)))
            .executor(Runnable::run) // what eviction does is short, and a hop costs more
            .buildAsync();
    this.source = source;
  }

  /** What is here now; empty where the database has to be asked. */
  public Optional<Found> present(String code) {
    @Nullable CompletableFuture<Found> found = cache.getIfPresent(code);
    return found == null || !found.isDone() || found.isCompletedExceptionally()
        ? Optional.empty()
        : Optional.of(found.join());
  }

  /** What is here or in the database. */
  public CompletionStage<Found> find(String code) {
    return cache
        .get(code, (key, executor) -> read(key).toCompletableFuture())
        .thenApply(found -> answered(code, found));
  }

  /** Caffeine keeps no null; for a failure it would write a stack trace each time. */
  private CompletionStage<@Nullable Found> read(String code) {
    return source
        .apply(code)
        .handle(
            (found, failure) -> {
              if (failure != null) {
                LOG.debug("{} cannot be looked up", code, failure);
              }
              return failure == null ? found : null;
            });
  }

  private static Found answered(String code, @Nullable Found found) {
    if (found == null) {
      throw new Unanswered(code);
    }
    return found;
  }

  /** Takes in how far a link's visits are; only where it is here, for it may just be deleted. */
  public void visited(Link link) {
    cache
        .asMap()
        .computeIfPresent(
            link.code(),
            (code, before) -> CompletableFuture.completedFuture(new Found.Known(link)));
  }

  /** Forgets a code. */
  public void drop(String code) {
    cache.synchronous().invalidate(code);
  }

  /** Forgets everything. */
  public void dropAll() {
    cache.synchronous().invalidateAll();
  }

  /** About how many codes are here. */
  public long size() {
    return cache.synchronous().estimatedSize();
  }

  private static Duration life(Found found, Duration missLife) {
    return found instanceof Found.Unknown ? missLife : Duration.ofNanos(EVER);
  }

  private static int bytes(String code, Found found) {
    int target =
        found instanceof Found.Known known
            ? known.link().target().match(url -> url.text().length(), job -> 0)
            : 0;
    return ENTRY_BYTES + code.length() + target;
  }
}
