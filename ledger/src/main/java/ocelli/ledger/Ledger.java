package ocelli.ledger;

import akka.Done;
import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.server.Route;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import ocelli.authz.door.BearerDoor;
import ocelli.authz.door.ClaimDoor;
import ocelli.authz.door.Revocations;
import ocelli.authz.verify.RecordGate;
import ocelli.authz.verify.TokenVerifier;
import ocelli.ledger.canary.Canary;
import ocelli.ledger.canary.CanarySettings;
import ocelli.ledger.http.ImageRoutes;
import ocelli.ledger.http.UnaccountedRoutes;
import ocelli.ledger.jdbc.EntryStore;
import ocelli.ledger.kafka.FirehoseReach;
import ocelli.ledger.kafka.LedgerStream;
import ocelli.ledger.kafka.Progress;
import ocelli.ledger.kafka.SightingReader;
import ocelli.ledger.push.Webhooks;
import ocelli.protocol.TopicNames;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.ServiceMeters;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.kafka.TopicPlan;
import ocelli.runtime.kafka.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts for every acknowledged image: reads vision-1 and delivery-1, writes to no topic. */
public final class Ledger {
  /** What the broker and the meters know it by. */
  private static final String NAME = "ledger";

  private static final String SENDING = "ingest-1.0";

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(1); // 10,000 each time: 166/s

  private final LedgerStream stream;
  private final Lookout lookout;
  private final Cancellable forgetting;
  private final Admin admin;
  private final Route routes;
  private final Route managementRoutes;
  private final Optional<Canary> canary;
  private final Webhooks webhooks;

  private Ledger(
      LedgerStream stream,
      Lookout lookout,
      Cancellable forgetting,
      Admin admin,
      Route routes,
      Route managementRoutes,
      Optional<Canary> canary,
      Webhooks webhooks) {
    this.stream = stream;
    this.lookout = lookout;
    this.forgetting = forgetting;
    this.admin = admin;
    this.routes = routes;
    this.managementRoutes = managementRoutes;
    this.canary = canary;
    this.webhooks = webhooks;
  }

  /**
   * Begins to read. Blocking: for start-up.
   *
   * @param verifier of the tokens at the door and in the records
   * @throws RuntimeException where the topics or the table are not as they must be
   */
  public static Ledger start(
      ServiceContext context, LedgerSettings settings, TokenVerifier verifier) {
    ActorSystem<?> system = context.system();
    Clock clock = context.clock();
    ServiceMeters meters = context.metersOf(NAME);
    List<TopicPlan> plans =
        Stream.of(TopicNames.VISION, TopicNames.DELIVERY)
            .map(topic -> TopicPlan.from(context.settings("ocelli.topics"), topic))
            .toList();
    Topics.ensure(context.kafka(), plans);
    plans.forEach(plan -> Topics.writeFirstPositions(context.kafka(), NAME, plan.name()));
    int vision = plans.get(0).partitions();
    int delivery = plans.get(1).partitions();

    EntryStore store =
        EntryStore.open(Database.open(system, settings.database(), NAME), settings.kept());
    int epoch = context.settings("ocelli.delivery").getInt("epoch");
    SightingReader reader = new SightingReader(new RecordGate(verifier), vision, delivery, epoch);
    LedgerStream stream =
        new LedgerStream(reader, store::note, meters)
            .start(
                system,
                context.kafka().consumer(system, NAME),
                settings.committer(),
                settings.batches());
    Admin admin = context.kafka().admin();
    Lookout lookout =
        Lookout.start(
            system,
            store,
            new Progress(admin, NAME, vision, delivery, meters, clock),
            settings,
            clock,
            context.meters());
    context
        .health()
        .registerDegradation(
            "ledger", () -> CompletableFuture.completedFuture(lookout.problem(stream.trouble())));

    FirehoseReach firehose = new FirehoseReach(admin, settings.firehoseGroup(), delivery, epoch);
    ClaimDoor door =
        new ClaimDoor(
            new BearerDoor(verifier, Revocations.start(context, verifier)), SENDING, clock);
    Webhooks webhooks = new Webhooks(system, settings.push());
    return new Ledger(
        stream,
        lookout,
        forgetting(system, store, clock, settings.kept()),
        admin,
        new ImageRoutes(door, store::find, firehose::before, webhooks::of).routes(),
        new UnaccountedRoutes(lookout::now, store::writeOff).routes(),
        Canary.start(
            system,
            CanarySettings.from(context.settings("ocelli.canary")),
            context.meters(),
            clock),
        webhooks);
  }

  /** Says where push answers, where the settings do not. */
  public void connect(URI push) {
    webhooks.connect(push);
  }

  /** {@code GET /images/{transaction}/{image}}, unsealed. */
  public Route routes() {
    return routes;
  }

  /** {@code /ledger/unaccounted}, for the operators' port, unsealed. */
  public Route managementRoutes() {
    return managementRoutes;
  }

  /** Takes no more records, notes and commits those it has. */
  public CompletionStage<Done> drain() {
    lookout.close();
    forgetting.cancel();
    canary.ifPresent(Canary::close);
    return stream
        .drain()
        .whenComplete((done, failure) -> admin.close(Duration.ZERO)); // a look waits for nobody
  }

  private static Cancellable forgetting(
      ActorSystem<?> system, EntryStore store, Clock clock, Duration kept) {
    return system
        .scheduler()
        .scheduleWithFixedDelay(
            FORGET_EVERY,
            FORGET_EVERY,
            () ->
                store
                    .forget(clock.instant().minus(kept))
                    .whenComplete(
                        (count, failure) -> {
                          if (failure != null) {
                            LOG.warn("Old entries are not forgotten now: {}", failure.toString());
                          }
                        }),
            system.executionContext());
  }
}
