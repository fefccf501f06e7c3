package ocelli.links.visit;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import ocelli.links.caffeine.LinkCache;
import ocelli.links.core.Codes;
import ocelli.links.core.Found;
import ocelli.links.core.Link;
import ocelli.links.core.LinkPage;
import ocelli.links.core.Made;
import ocelli.links.core.PasswordHash;
import ocelli.links.core.Target;
import ocelli.links.core.Wish;
import ocelli.links.jdbc.LinkStore;
import ocelli.protocol.ClientId;

/** What an owner does with links: makes, lists and deletes them. Thread-safe. */
public final class Making {
  private final Codes codes;
  private final LinkCache cache;
  private final LinkStore store;
  private final PasswordCheck passwords;
  private final Clock clock;

  /** In that store, behind that cache. */
  public Making(
      Codes codes, LinkCache cache, LinkStore store, PasswordCheck passwords, Clock clock) {
    this.codes = codes;
    this.cache = cache;
    this.store = store;
    this.passwords = passwords;
    this.clock = clock;
  }

  /**
   * Makes a link, or finds the one that the client made for the same URL without options.
   *
   * @return fails with {@link PasswordCheck.Busy} or as the database does
   */
  public CompletionStage<Made> make(ClientId owner, Wish wish) {
    return hash(wish).thenCompose(password -> add(owner, wish, password)).thenApply(this::made);
  }

  private CompletionStage<Optional<PasswordHash>> hash(Wish wish) {
    return wish.password()
        .map(password -> passwords.hash(password).thenApply(Optional::of))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  private CompletionStage<Made> add(ClientId owner, Wish wish, Optional<PasswordHash> password) {
    Link link = wish.link("", owner, clock.instant(), password);
    if (link.isPlain() && link.target() instanceof Target.Url url) {
      byte[] fingerprint = codes.fingerprint(owner, url.text());
      return store.add(codes.candidates(fingerprint), fingerprint, link::withCode);
    }
    boolean secret = link.target() instanceof Target.Job;
    List<String> own =
        Stream.generate(secret ? codes::secret : codes::random).limit(Codes.ATTEMPTS).toList();
    return store.add(own, null, link::withCode);
  }

  /** The code may be remembered as nobody's. */
  private Made made(Made made) {
    if (made instanceof Made.New fresh) {
      cache.drop(fresh.link().code());
    }
    return made;
  }

  /** A part of the owner's links. */
  public CompletionStage<LinkPage> list(ClientId owner, String after, int limit) {
    return store.list(owner, after, limit);
  }

  /** The owner's link of that code, as the database has it; empty where there is none. */
  public CompletionStage<Optional<Link>> get(ClientId owner, String code) {
    return store
        .find(code)
        .thenApply(
            found ->
                found instanceof Found.Known known && known.link().owner().equals(owner)
                    ? Optional.of(known.link())
                    : Optional.empty());
  }

  /** Deletes the owner's link; whether it was there. */
  public CompletionStage<Boolean> delete(ClientId owner, String code) {
    return store
        .delete(owner, code)
        .thenApply(
            gone -> {
              cache.drop(code);
              return gone;
            });
  }
}
