package ocelli.ingestion;

import akka.Done;
import akka.http.javadsl.server.Route;
import com.typesafe.config.Config;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import ocelli.authz.door.BearerDoor;
import ocelli.authz.door.Revocations;
import ocelli.authz.verify.TokenVerifier;
import ocelli.ingestion.core.ByteBudget;
import ocelli.ingestion.http.BodyReader;
import ocelli.ingestion.http.Doorkeeper;
import ocelli.ingestion.http.Entrance;
import ocelli.ingestion.http.ImageRoutes;
import ocelli.ingestion.http.Reception;
import ocelli.ingestion.kafka.ImagePublisher;
import ocelli.ingestion.kafka.LagWatch;
import ocelli.protocol.TopicNames;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.ServiceMeters;
import ocelli.runtime.kafka.TopicPlan;
import ocelli.runtime.kafka.Topics;

/** Takes images from clients and puts them into the log. */
public final class Ingestion {
  private static final String NAME = "ingestion";

  private final ImageRoutes routes;
  private final ImagePublisher publisher;
  private final LagWatch lag;
  private final AtomicBoolean stopping;

  private Ingestion(
      ImageRoutes routes, ImagePublisher publisher, LagWatch lag, AtomicBoolean stopping) {
    this.routes = routes;
    this.publisher = publisher;
    this.lag = lag;
    this.stopping = stopping;
  }

  /** Starts the service. Blocking: it makes its topics and waits for the broker. */
  public static Ingestion start(
      ServiceContext context, IngestionSettings settings, TokenVerifier verifier) {
    Config plans = context.settings("ocelli.topics");
    TopicPlan ingest = TopicPlan.from(plans, TopicNames.INGEST);
    Topics.ensure(context.kafka(), List.of(ingest, TopicPlan.from(plans, TopicNames.VISION)));
    ImagePublisher publisher =
        ImagePublisher.start(
            context.system(), context.kafka(), settings.publisher(), context.clock());
    LagWatch lag =
        LagWatch.start(context.system(), context.kafka(), settings.lag(), ingest.partitions());
    AtomicBoolean stopping = new AtomicBoolean();
    Doorkeeper doorkeeper =
        new Doorkeeper(
            stopping::get,
            publisher::clockWrong,
            publisher::wrong,
            lag::overdue,
            settings.lag().serviceLevel());
    ByteBudget budget = new ByteBudget(settings.budgetBytes());
    Reception reception = reception(context, settings, verifier, doorkeeper, budget, publisher);
    observe(context, publisher, budget);
    ImageRoutes routes = new ImageRoutes(context.system(), reception, publisher, settings.image());
    return new Ingestion(routes, publisher, lag, stopping);
  }

  /** {@code /images/…}, unsealed. */
  public Route routes() {
    return routes.routes();
  }

  /** Refuses new images, waits for those on their way, and lets go of the broker. */
  public CompletionStage<Done> drain() {
    stopping.set(true);
    lag.close();
    return publisher.drain();
  }

  private static Reception reception(
      ServiceContext context,
      IngestionSettings settings,
      TokenVerifier verifier,
      Doorkeeper doorkeeper,
      ByteBudget budget,
      ImagePublisher publisher) {
    return new Reception(
        new Entrance(
            new BearerDoor(verifier, Revocations.start(context, verifier)), settings.tasks()),
        doorkeeper,
        new BodyReader(context.system(), settings.image(), settings.body()),
        budget,
        settings.image(),
        publisher,
        context.clock(),
        new SecureRandom(),
        context.metersOf(NAME));
  }

  private static void observe(ServiceContext context, ImagePublisher publisher, ByteBudget budget) {
    context.health().register("ingestion-broker", () -> broker(publisher));
    ServiceMeters meters = context.metersOf(NAME);
    meters.registry().gauge("ocelli.ingestion.held.bytes", budget, held -> held.used());
  }

  private static CompletionStage<Optional<String>> broker(ImagePublisher publisher) {
    return CompletableFuture.completedFuture(publisher.wrong().or(publisher::clockWrong));
  }
}
