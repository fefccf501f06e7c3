package ocelli.jobs;

import akka.Done;
import akka.http.javadsl.server.Route;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.client.token.Credentials;
import ocelli.jobs.jdbc.Completion;
import ocelli.jobs.send.Identity;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.jdbc.Database;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads images and PDFs for people and programs that ask once and look later. */
public final class Jobs {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final String NAME = "jobs";
  private static final Duration DRAIN = Duration.ofSeconds(15); // below the phase's 20 s

  private final ServiceContext context;
  private final JobsSettings settings;
  private final Database database;
  private final WebSide web;
  private volatile @Nullable SendSide sending;

  private Jobs(ServiceContext context, JobsSettings settings, Database database, WebSide web) {
    this.context = context;
    this.settings = settings;
    this.database = database;
    this.web = web;
  }

  /**
   * Brings the tables up to date and makes the routes. Blocking: for start-up.
   *
   * @param verifier of the tokens at the door
   * @param keys also those that shared results are handed over with
   * @throws UncheckedIOException where the settings name a server, and the credentials cannot be
   *     read
   */
  public static Jobs start(
      ServiceContext context, JobsSettings settings, TokenVerifier verifier, KeySource keys) {
    Database database =
        Database.open(context.system(), settings.database(), NAME).migrate("db/jobs", NAME);
    WebSide web = WebSide.create(context, settings, database, verifier, keys);
    Jobs jobs = new Jobs(context, settings, database, web);
    context.health().register("jobs-database", database::check);
    context.health().register("jobs-sending", jobs::sendingHealth);
    if (settings.server().isPresent()) {
      jobs.connect(settings.server().get());
    }
    return jobs;
  }

  /**
   * Begins to accept and to work, now that the rest of Ocelli can be reached.
   *
   * @param base its address
   * @throws UncheckedIOException where the credentials cannot be read
   */
  public void connect(URI base) {
    Credentials credentials = Identity.read(settings.credentials());
    web.connect(base, credentials);
    if (settings.roles().contains(JobsSettings.SEND)) {
      sending =
          SendSide.start(
              context, settings, database, new Completion(context.clock()), base, credentials);
    }
    LOG.info("works as the client {} of {}", credentials.client(), base);
  }

  /** Everything of the jobs' own, unsealed; nothing where this process only sends. */
  public Route routes() {
    return web.routes();
  }

  /** Routes of anybody, to which a browser's session is as good as a token. */
  public Route wrap(Route inner) {
    return web.wrap(inner);
  }

  private CompletionStage<Optional<String>> sendingHealth() {
    SendSide started = sending;
    if (!settings.roles().contains(JobsSettings.SEND)) {
      return CompletableFuture.completedStage(Optional.empty());
    }
    return CompletableFuture.completedStage(
        started == null ? Optional.of("not yet connected") : started.trouble());
  }

  /** Takes no more work, lets what is in hand end, and ends the watchers' streams. */
  public CompletionStage<Done> drain() {
    web.close();
    SendSide started = sending;
    return started == null
        ? CompletableFuture.completedStage(Done.getInstance())
        : CompletableFuture.supplyAsync(() -> started.drain(DRAIN));
  }
}
