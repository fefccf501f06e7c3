package ocelli.firehose;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.sharding.typed.ShardedDaemonProcessSettings;
import akka.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import akka.http.javadsl.server.Route;
import akka.kafka.CommitterSettings;
import akka.kafka.javadsl.SendProducer;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.authz.door.BearerDoor;
import ocelli.authz.door.ClaimDoor;
import ocelli.authz.door.Revocations;
import ocelli.authz.verify.RecordGate;
import ocelli.authz.verify.TokenVerifier;
import ocelli.firehose.actor.ClientHubs;
import ocelli.firehose.actor.PartitionWriter;
import ocelli.firehose.actor.StoppedPartitions;
import ocelli.firehose.actor.WriterPorts;
import ocelli.firehose.http.FirehoseRoutes;
import ocelli.firehose.http.HeldAnswers;
import ocelli.firehose.jdbc.Journal;
import ocelli.firehose.jdbc.WriterKey;
import ocelli.firehose.kafka.DeliveryGate;
import ocelli.firehose.kafka.DeliverySource;
import ocelli.firehose.kafka.LogBounds;
import ocelli.protocol.TopicNames;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.ServiceMeters;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.kafka.PositionMoves;
import ocelli.runtime.kafka.Quarantine;
import ocelli.runtime.kafka.TopicPlan;
import ocelli.runtime.kafka.Topics;
import ocelli.runtime.supervision.LastResort;
import org.apache.kafka.clients.admin.Admin;

/** Journals every message of every client, and streams it to whoever holds a connection. */
public final class Firehose {
  /** What the broker and the meters know it by. */
  private static final String NAME = "firehose";

  private static final String CLAIM = "firehose-1.0";

  private final SharedKillSwitch drain;
  private final Journal journal;
  private final Admin admin;
  private final SendProducer<byte[], byte[]> producer;
  private final Route routes;

  private Firehose(
      SharedKillSwitch drain,
      Journal journal,
      Admin admin,
      SendProducer<byte[], byte[]> producer,
      Route routes) {
    this.drain = drain;
    this.journal = journal;
    this.admin = admin;
    this.producer = producer;
    this.routes = routes;
  }

  /**
   * Starts the writers and the hubs. Blocking: for start-up.
   *
   * @param verifier of the tokens at the door and in the records
   * @throws RuntimeException where the topics or the journal are not as they must be
   */
  public static Firehose start(
      ServiceContext context, FirehoseSettings settings, TokenVerifier verifier) {
    ActorSystem<?> system = context.system();
    ServiceMeters meters = context.metersOf(NAME);
    TopicPlan delivery = TopicPlan.from(context.settings("ocelli.topics"), TopicNames.DELIVERY);
    String topicId = topicId(context, delivery);
    Journal journal = journal(system, settings);
    Admin admin = context.kafka().admin();
    SendProducer<byte[], byte[]> producer =
        new SendProducer<>(context.kafka().producer(system, settings.quarantineBytes()), system);

    ActorRef<Topic.Command<ClientHubs.Nudge>> nudges =
        system.systemActorOf(
            Topic.create(ClientHubs.Nudge.class, NAME + "-nudges"),
            NAME + "-nudges",
            Props.empty());
    ActorRef<ClientHubs.Command> hubs =
        LastResort.start(
            system,
            ClientHubs.create(
                nudges, journal.reader()::lasts, settings.heartbeat(), settings.tailBytes()),
            NAME + "-hubs");
    StoppedPartitions stopped = new StoppedPartitions();
    DeliveryGate gate =
        new DeliveryGate(
            new RecordGate(verifier),
            new Quarantine(producer, NAME, meters),
            delivery.partitions());
    WriterPorts ports =
        new WriterPorts(
            journal.writer(),
            source(context, settings, gate),
            partition -> LogBounds.of(admin, partition),
            hubs,
            nudges,
            PositionMoves.from(context.settings("ocelli.firehose"), NAME),
            stopped,
            meters);
    int epoch = context.settings("ocelli.delivery").getInt("epoch");
    startWriters(system, delivery.partitions(), epoch, topicId, ports);

    context.health().register("firehose-journal", () -> health(journal, stopped));
    AtomicInteger held = new AtomicInteger();
    meters.registry().gauge("ocelli.firehose.connections", held);
    SharedKillSwitch drain = KillSwitches.shared(NAME + "-connections");
    Revocations revocations = Revocations.start(context, verifier);
    HeldAnswers answers =
        new HeldAnswers(
            new NodePorts(
                system, journal.reader(), revocations, hubs, settings.heartbeat(), context.clock()),
            drain,
            held);
    ClaimDoor door = new ClaimDoor(new BearerDoor(verifier, revocations), CLAIM, context.clock());
    Route routes = new FirehoseRoutes(door, answers).routes();
    return new Firehose(drain, journal, admin, producer, routes);
  }

  /** {@code /firehose}, unsealed. */
  public Route routes() {
    return routes;
  }

  /** Ends the held connections after their last whole line; the writers end with the cluster. */
  public CompletionStage<Done> drain() {
    drain.shutdown();
    return CompletableFuture.completedFuture(Done.getInstance());
  }

  /** Lets go of the journal and the broker, after the actor system has ended. */
  public void close() {
    admin.close();
    producer.close();
    journal.close();
  }

  private static String topicId(ServiceContext context, TopicPlan delivery) {
    TopicPlan quarantine =
        TopicPlan.from(context.settings("ocelli.topics"), Quarantine.of(TopicNames.DELIVERY));
    Map<String, String> ids = Topics.ensure(context.kafka(), List.of(delivery, quarantine));
    return Optional.ofNullable(ids.get(TopicNames.DELIVERY)).orElseThrow();
  }

  private static Journal journal(ActorSystem<?> system, FirehoseSettings settings) {
    return Journal.open(
        Database.open(system, settings.database(), NAME),
        settings.partitionSpan(),
        settings.retention(),
        settings.pageRows(),
        settings.pageBytes());
  }

  private static DeliverySource source(
      ServiceContext context, FirehoseSettings settings, DeliveryGate gate) {
    return new DeliverySource(
        context.system(),
        context.kafka().consumer(context.system(), NAME).withPollInterval(settings.pollInterval()),
        CommitterSettings.create(context.settings("ocelli.firehose.committer")),
        gate,
        settings.batchBytes());
  }

  private static void startWriters(
      ActorSystem<?> system, int partitions, int epoch, String topicId, WriterPorts ports) {
    ShardedDaemonProcess.get(system)
        .init(
            PartitionWriter.Command.class,
            NAME + "-writer",
            partitions,
            partition -> PartitionWriter.create(new WriterKey(epoch, partition, topicId), ports),
            ShardedDaemonProcessSettings.create(system),
            Optional.of(PartitionWriter.Stop.INSTANCE));
  }

  private static CompletionStage<Optional<String>> health(
      Journal journal, StoppedPartitions stopped) {
    return stopped
        .problem()
        .map(problem -> CompletableFuture.completedStage(Optional.of(problem)))
        .orElseGet(journal::check);
  }
}
