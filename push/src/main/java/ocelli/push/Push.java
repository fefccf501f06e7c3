package ocelli.push;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.kafka.javadsl.SendProducer;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import com.typesafe.config.Config;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import ocelli.authz.door.BearerDoor;
import ocelli.authz.door.ClaimDoor;
import ocelli.authz.door.Revocations;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.RecordGate;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.WebhookSecrets;
import ocelli.protocol.ClientId;
import ocelli.protocol.TopicNames;
import ocelli.push.actor.HaltedPartitions;
import ocelli.push.actor.PartitionReader;
import ocelli.push.actor.ReadSide;
import ocelli.push.actor.Traffic;
import ocelli.push.actor.WriteSide;
import ocelli.push.core.Endpoint;
import ocelli.push.core.Slices;
import ocelli.push.http.DeliveryRoutes;
import ocelli.push.http.WebhookSender;
import ocelli.push.jdbc.DeliveryQueries;
import ocelli.push.jdbc.ViewStore;
import ocelli.push.kafka.DeliverySource;
import ocelli.push.kafka.LogBounds;
import ocelli.push.kafka.RecordJudge;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.egress.AddressRules;
import ocelli.runtime.egress.EgressGuard;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.jdbc.DatabaseClock;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.runtime.kafka.PositionMoves;
import ocelli.runtime.kafka.Quarantine;
import ocelli.runtime.kafka.TopicPlan;
import ocelli.runtime.kafka.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Delivers messages to the endpoints named in their owners' tokens. */
public final class Push {
  private static final String SENDING = "ingest-1.0";

  private static final long QUARANTINE_BUFFER = 2L * KafkaConnection.MAX_RECORD_BYTES;
  private static final Duration DRAIN_LOOK = Duration.ofMillis(50); // a drain takes up to 15 s

  private final ServiceContext context;
  private final PushSettings settings;
  private final SharedKillSwitch drain = KillSwitches.shared("push-drain");
  private final Traffic traffic = Traffic.ofAll();
  private Route routes = Directives.reject();

  private Push(ServiceContext context, PushSettings settings) {
    this.context = context;
    this.settings = settings;
  }

  /**
   * Starts the roles that are set. Blocks until the topic and the tables are there.
   *
   * @param keys must hold the webhook master key where the role is read
   * @throws IllegalStateException where the journal was written with other settings
   */
  public static Push start(
      ServiceContext context, PushSettings settings, TokenVerifier verifier, KeySource keys) {
    Push push = new Push(context, settings);
    Config config = context.system().settings().config();
    TopicPlan delivery = TopicPlan.from(config.getConfig("ocelli.topics"), TopicNames.DELIVERY);
    TopicPlan quarantine =
        TopicPlan.from(config.getConfig("ocelli.topics"), Quarantine.of(TopicNames.DELIVERY));
    Map<String, String> ids = Topics.ensure(context.kafka(), List.of(delivery, quarantine));
    int epoch = config.getInt("ocelli.delivery.epoch");
    Database database = push.database(delivery, epoch, ids.get(delivery.name()));
    if (settings.writes()) {
      push.write(delivery.partitions(), epoch, verifier);
    }
    Revocations revocations = Revocations.start(context, verifier);
    if (settings.reads()) {
      push.read(delivery.partitions(), database, keys, revocations);
    }
    ClaimDoor door = new ClaimDoor(new BearerDoor(verifier, revocations), SENDING, context.clock());
    push.routes = new DeliveryRoutes(door, new DeliveryQueries(database)::of).routes();
    return push;
  }

  private Database database(TopicPlan delivery, int epoch, @Nullable String topicId) {
    Database database =
        Database.open(context.system(), settings.database(), "push")
            .migrateWithJournal(List.of("db/push"));
    context.health().register("push-journal", database::check);
    Map<String, String> written =
        Map.of(
            "slices", Integer.toString(settings.slices()),
            "partitions", Integer.toString(delivery.partitions()),
            "epoch", Integer.toString(epoch),
            "topic-id", String.valueOf(topicId));
    try {
      new ViewStore(database).check(written);
      return database;
    } catch (SQLException e) {
      throw new IllegalStateException("push's database does not answer", e);
    }
  }

  private void write(int partitions, int epoch, TokenVerifier verifier) {
    ActorSystem<?> system = context.system();
    SendProducer<byte[], byte[]> producer =
        new SendProducer<>(context.kafka().producer(system, QUARANTINE_BUFFER), system);
    Admin admin = context.kafka().admin();
    system.getWhenTerminated().thenRun(admin::close);
    RecordJudge judge =
        new RecordJudge(
            new RecordGate(verifier),
            new Quarantine(producer, "push", context.metersOf("push")),
            system.executionContext(),
            epoch,
            partitions);
    HaltedPartitions halted = new HaltedPartitions();
    context
        .health()
        .register("push-partitions", () -> CompletableFuture.completedFuture(halted.problem()));
    WriteSide.start(
        system,
        partitions,
        new PartitionReader.Wiring(
            new DeliverySource(system, context.kafka(), judge, settings.batch()),
            new LogBounds(admin),
            new Slices(settings.slices()),
            context.metersOf("push"),
            PositionMoves.from(context.settings("ocelli.push"), "push"),
            halted,
            drain));
  }

  private void read(int partitions, Database database, KeySource keys, Revocations revocations) {
    byte[] masterKey =
        keys.keys()
            .webhookMasterKey()
            .orElseThrow(
                () -> new IllegalStateException("push signs webhooks: the master key is missing"));
    Clock clock = clock(database);
    WebhookSender sender =
        new WebhookSender(
            context.system(),
            guard(),
            settings.webhook(),
            endpoint -> secret(masterKey, endpoint),
            endpoint -> revocations.revoked(new ClientId(endpoint.client())),
            clock);
    ReadSide.start(
        context,
        new ReadSide.Settings(
            partitions, settings.slices(), settings.view(), settings.lane(), settings.schedule()),
        database,
        clock,
        sender,
        RandomGenerator.getDefault(),
        traffic);
  }

  /**
   * The database's: rows that one node parks another takes when they are due, and a node whose own
   * clock jumped would sign webhooks that nobody believes, and give up or hold back rows for days.
   */
  private Clock clock(Database database) {
    try {
      return DatabaseClock.start(context.system(), database);
    } catch (SQLException e) {
      throw new IllegalStateException("push's database does not answer", e);
    }
  }

  private static String secret(byte[] masterKey, Endpoint endpoint) {
    return WebhookSecrets.secret(masterKey, new ClientId(endpoint.client()), endpoint.generation());
  }

  private EgressGuard guard() {
    Executor blocking =
        context
            .system()
            .dispatchers()
            .lookup(DispatcherSelector.fromConfig("ocelli.runtime.blocking"));
    AddressRules rules =
        settings.webhook().insecureAllowed()
            ? AddressRules.publicAndLoopback()
            : AddressRules.publicOnly();
    return new EgressGuard(rules, InetAddress::getAllByName, blocking);
  }

  /** {@code POST /webhooks/deliveries}, for neighbours, unsealed. */
  public Route routes() {
    return routes;
  }

  /**
   * Stops reading and sending; what is on its way ends and is put on record.
   *
   * @return completes within the time of an attempt
   */
  public CompletionStage<Done> drain() {
    drain.shutdown();
    traffic.close();
    CompletableFuture<Done> quiet = new CompletableFuture<>();
    look(quiet, context.clock().instant().plus(settings.webhook().timeout()).plusSeconds(2));
    return quiet;
  }

  private void lookLater(CompletableFuture<Done> quiet, Instant deadline) {
    context
        .system()
        .scheduler()
        .scheduleOnce(DRAIN_LOOK, () -> look(quiet, deadline), context.system().executionContext());
  }

  private void look(CompletableFuture<Done> quiet, Instant deadline) {
    if (traffic.isQuiet()) {
      quiet.complete(Done.done());
    } else if (context.clock().instant().isAfter(deadline)) {
      context.system().log().warn("Push ends with deliveries that are not on record: they repeat");
      quiet.complete(Done.done());
    } else {
      lookLater(quiet, deadline);
    }
  }
}
