package ocelli.jobs;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import ocelli.authz.door.BearerDoor;
import ocelli.authz.door.Revocations;
import ocelli.authz.verify.Capabilities;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.client.token.Credentials;
import ocelli.jobs.console.ConsoleRoutes;
import ocelli.jobs.core.Watchers;
import ocelli.jobs.http.Acceptance;
import ocelli.jobs.http.Changes;
import ocelli.jobs.http.Entrance;
import ocelli.jobs.http.JobsRoutes;
import ocelli.jobs.http.SessionDoor;
import ocelli.jobs.http.SessionRoutes;
import ocelli.jobs.http.SharedPages;
import ocelli.jobs.http.SharedRoutes;
import ocelli.jobs.jdbc.ChangeFeed;
import ocelli.jobs.jdbc.Desk;
import ocelli.jobs.jdbc.SessionStore;
import ocelli.jobs.jdbc.SharedViews;
import ocelli.jobs.jdbc.Shelf;
import ocelli.jobs.sandbox.FaceCover;
import ocelli.jobs.send.ActingTokens;
import ocelli.jobs.session.Sessions;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.ServiceMeters;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.jdbc.Notifications;

/** The role web: routes, and the feed of changes for those who watch. */
final class WebSide {
  private final AtomicReference<Optional<ActingTokens>> tokens =
      new AtomicReference<>(Optional.empty());
  private volatile Optional<URI> server = Optional.empty();
  private final Watchers watchers = new Watchers();
  private final Optional<Notifications> feed;
  private final JobsSettings settings;
  private final Clock clock;
  private final Route routes;
  private final SessionDoor sessionDoor;

  private WebSide(
      ServiceContext context,
      JobsSettings settings,
      Database database,
      TokenVerifier verifier,
      KeySource keys) {
    this.settings = settings;
    this.clock = context.clock();
    boolean serves = settings.roles().contains(JobsSettings.WEB);
    this.feed =
        serves ? Optional.of(ChangeFeed.start(settings.database(), watchers)) : Optional.empty();
    Sessions sessions =
        new Sessions(
            new SessionStore(database),
            this::knownServer,
            settings.session(),
            verifier,
            clock,
            new SecureRandom());
    this.sessionDoor = new SessionDoor(sessions);
    this.routes =
        serves
            ? Directives.concat(
                api(context, database, verifier),
                shared(context, database, keys),
                new SessionRoutes(sessions).routes(),
                ConsoleRoutes.load().routes())
            : Directives.reject();
  }

  static WebSide create(
      ServiceContext context,
      JobsSettings settings,
      Database database,
      TokenVerifier verifier,
      KeySource keys) {
    WebSide web = new WebSide(context, settings, database, verifier, keys);
    ServiceMeters meters = context.metersOf("jobs");
    meters.registry().gauge("ocelli.jobs.watchers", web.watchers, Watchers::size);
    return web;
  }

  private Route api(ServiceContext context, Database database, TokenVerifier verifier) {
    ActorSystem<?> system = context.system();
    BearerDoor door = new BearerDoor(verifier, Revocations.start(context, verifier));
    Entrance entrance = new Entrance(door, clock);
    Desk desk = new Desk(database);
    Acceptance acceptance =
        new Acceptance(
            desk, tokens::get, verifier, settings.acceptance(), context.metersOf("jobs"), clock);
    return new JobsRoutes(
            system,
            entrance,
            desk,
            new Shelf(database),
            acceptance,
            new Changes(watchers, desk),
            clock)
        .routes(settings.upload(), settings.fetch().insecureAllowed(), settings.acceptance());
  }

  private Route shared(ServiceContext context, Database database, KeySource keys) {
    Executor blocking =
        context
            .system()
            .dispatchers()
            .lookup(DispatcherSelector.fromConfig("ocelli.jobs.blocking"));
    return new SharedRoutes(
            new Capabilities(keys, clock, new SecureRandom()),
            new Shelf(database),
            new SharedViews(database),
            new SharedPages(new FaceCover(settings.pdf()), blocking),
            clock)
        .routes();
  }

  void connect(URI base, Credentials credentials) {
    server = Optional.of(base);
    tokens.set(
        Optional.of(new ActingTokens(base, credentials, settings.acceptance().scope(), clock)));
  }

  private URI knownServer() {
    return server.orElseThrow(
        () -> new IllegalStateException("where authz is reached is not known yet"));
  }

  Route routes() {
    return routes;
  }

  /** Lets a browser's session stand for a token, on whatever is inside. */
  Route wrap(Route inner) {
    return sessionDoor.wrap(inner);
  }

  void close() {
    watchers.close();
    feed.ifPresent(Notifications::close);
  }
}
