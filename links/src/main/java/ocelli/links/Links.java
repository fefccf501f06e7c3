package ocelli.links;

import akka.Done;
import akka.actor.Cancellable;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.authz.door.BearerDoor;
import ocelli.authz.door.ClaimDoor;
import ocelli.authz.door.Revocations;
import ocelli.authz.verify.Capabilities;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.links.caffeine.LinkCache;
import ocelli.links.caffeine.PasswordTries;
import ocelli.links.core.Codes;
import ocelli.links.core.TargetRules;
import ocelli.links.http.LinkRoutes;
import ocelli.links.http.OwnAddress;
import ocelli.links.http.VisitAnswers;
import ocelli.links.http.VisitRoutes;
import ocelli.links.jdbc.LinkStore;
import ocelli.links.jdbc.Lookups;
import ocelli.links.netty.RedirectDoor;
import ocelli.links.visit.LookupMeters;
import ocelli.links.visit.Making;
import ocelli.links.visit.PasswordCheck;
import ocelli.links.visit.Visits;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.egress.AddressRules;
import ocelli.runtime.egress.HostRules;
import ocelli.runtime.http.Problems;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.jdbc.Notifications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Short links to pages and to results. */
public final class Links {
  private static final String NAME = "links";
  private static final String CLAIM = "links-1.0";
  private static final Logger LOG = LoggerFactory.getLogger(Links.class);
  // Of the ten connections; with one, a slow query would hold up all, with more, fewer go together.
  private static final int LOOKUPS_AT_A_TIME = 2;
  private static final Duration PURGE_EVERY = Duration.ofHours(1); // 10,000 each time

  private final Database database;
  private final Notifications deletions;
  private final Cancellable purging;
  private final VisitRoutes visiting;
  private final Route routes;
  private final Optional<RedirectDoor> redirects;

  private Links(
      Database database,
      Notifications deletions,
      Cancellable purging,
      VisitRoutes visiting,
      Route routes,
      Optional<RedirectDoor> redirects) {
    this.database = database;
    this.deletions = deletions;
    this.purging = purging;
    this.visiting = visiting;
    this.routes = routes;
    this.redirects = redirects;
  }

  /**
   * Opens the database and begins to hear of deletions. Blocking: for start-up.
   *
   * @param verifier of owners' tokens
   * @param keys with the capability key, from which the key of codes is derived
   * @throws IllegalStateException where the capability key is missing
   */
  public static Links start(
      ServiceContext context, LinksSettings settings, TokenVerifier verifier, KeySource keys) {
    ActorSystem<?> system = context.system();
    Clock clock = context.clock();
    SecureRandom random = new SecureRandom();
    Codes codes = new Codes(codeKey(keys), settings.hashCharacters(), random);

    Database database = Database.open(system, settings.database(), NAME);
    LinkStore store = LinkStore.open(database);
    LinkCache cache =
        new LinkCache(
            settings.cacheBytes(),
            settings.missLife(),
            new Lookups(store::findAll, LOOKUPS_AT_A_TIME)::find);
    Notifications deletions =
        Notifications.hear(
            settings.database(),
            LinkStore.DELETED,
            settings.deletionCheck(),
            cache::dropAll,
            cache::drop);
    PasswordCheck passwords =
        new PasswordCheck(
            new PasswordTries(Ticker.systemTicker()),
            system.dispatchers().lookup(DispatcherSelector.fromConfig("ocelli.links.hashing")),
            random);

    Capabilities capabilities = new Capabilities(keys, clock, random);
    String shared = settings.publicUrl() + "/shared/"; // a path where nobody says under what host
    Visits visits =
        new Visits(
            codes,
            cache,
            store,
            passwords,
            (link, job) ->
                shared + capabilities.mint(link.owner(), job.number(), job.words(), link.code()),
            new LookupMeters(context.meters()),
            clock);
    VisitRoutes visiting = new VisitRoutes(visits, new VisitAnswers(settings.redirectLife()));
    LinkRoutes making =
        new LinkRoutes(
            new ClaimDoor(
                new BearerDoor(verifier, Revocations.start(context, verifier)), CLAIM, clock),
            new Making(codes, cache, store, passwords, clock),
            new TargetRules(hosts(settings)::refusal),
            new OwnAddress(settings.publicUrl()),
            context.metersOf(NAME),
            clock);

    context.meters().gauge("ocelli.links.cached", cache, LinkCache::size);
    context
        .health()
        .registerDegradation("links-database", () -> health(database, deletions, cache));
    Cancellable purging = purging(system, store, clock, settings.expiredKept());
    Route routes = Directives.concat(visiting.routes(), making.routes());
    return new Links(
        database, deletions, purging, visiting, routes, redirects(context, settings, visiting));
  }

  /** {@code /links} and {@code /l}, unsealed. */
  public Route routes() {
    return routes;
  }

  /**
   * The answer to a visit that memory alone can give, for a port to try before its route tree;
   * empty for every other request.
   */
  public Optional<HttpResponse> atOnce(HttpRequest request) {
    return visiting.atOnce(request);
  }

  /** Where the port for visits alone listens; empty where there is none. */
  public Optional<InetSocketAddress> redirects() {
    return redirects.map(RedirectDoor::address);
  }

  /** Stops what runs by itself, the port for visits too; other requests are their port's. */
  public CompletionStage<Done> drain() {
    purging.cancel();
    deletions.close();
    return redirects
        .map(RedirectDoor::close)
        .orElseGet(() -> CompletableFuture.completedFuture(Done.getInstance()));
  }

  /** Lets go of the database, after the last request. */
  public void close() {
    database.close();
  }

  /**
   * The capability key is shared with jobs alone, stays when others rotate, and so do the codes.
   */
  private static byte[] codeKey(KeySource keys) {
    return keys.keys()
        .capability()
        .orElseThrow(() -> new IllegalStateException("links needs the key capability.key"))
        .getEncoded();
  }

  private static Optional<RedirectDoor> redirects(
      ServiceContext context, LinksSettings settings, VisitRoutes visiting) {
    if (settings.redirect().port().isEmpty()) {
      return Optional.empty();
    }
    RedirectDoor door =
        RedirectDoor.open(
            settings.redirect(),
            visiting,
            Problems.sealed(visiting.routes()).function(context.system()),
            VisitRoutes.MOST_FORM_BYTES,
            context.clock());
    CoordinatedShutdown.get(context.system())
        .addTask(CoordinatedShutdown.PhaseServiceUnbind(), "unbind-redirects", door::unbind);
    context.meters().gauge("ocelli.links.redirect.connections", door, RedirectDoor::connections);
    return Optional.of(door);
  }

  private static HostRules hosts(LinksSettings settings) {
    return new HostRules(
        settings.allowLoopback() ? AddressRules.publicAndLoopback() : AddressRules.publicOnly());
  }

  private static CompletionStage<Optional<String>> health(
      Database database, Notifications deletions, LinkCache cache) {
    return database
        .check()
        .thenApply(
            problem ->
                problem
                    .map(why -> why + "; " + cache.size() + " links in memory still open")
                    .or(
                        () ->
                            deletions.hearing()
                                ? Optional.empty()
                                : Optional.of("deletions of other nodes are not heard of now")));
  }

  private static Cancellable purging(
      ActorSystem<?> system, LinkStore store, Clock clock, Duration kept) {
    return system
        .scheduler()
        .scheduleWithFixedDelay(
            PURGE_EVERY,
            PURGE_EVERY,
            () ->
                store
                    .purge(clock.instant().minus(kept))
                    .whenComplete(
                        (count, failure) -> {
                          if (failure != null) {
                            LOG.warn("Expired links are not purged: {}", failure.toString());
                          }
                        }),
            system.executionContext());
  }
}
