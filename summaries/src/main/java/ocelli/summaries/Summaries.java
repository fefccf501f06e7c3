package ocelli.summaries;

import akka.Done;
import akka.cluster.sharding.typed.ShardedDaemonProcessSettings;
import akka.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import akka.kafka.javadsl.SendProducer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import ocelli.authz.verify.TokenVerifier;
import ocelli.protocol.TopicNames;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.ServiceMeters;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.kafka.Quarantine;
import ocelli.runtime.kafka.TopicPlan;
import ocelli.runtime.kafka.Topics;
import ocelli.summaries.actor.PartitionKeeper;
import ocelli.summaries.actor.SummariesActor;
import ocelli.summaries.actor.SummariesMeters;
import ocelli.summaries.kafka.OutcomePublisher;
import ocelli.summaries.kafka.VisionLog;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Says what the images of a transaction say together: reads vision-1, writes delivery-1. */
public final class Summaries {
  private static final String NAME = "summaries";
  // A send that waits longer for metadata or room fails its partition, which starts anew.
  private static final String SEND_PATIENCE_MILLIS = "5000";

  // Half of what a drain of the whole process may take; acknowledgements come in milliseconds.
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(5);

  private final VisionLog log;
  private final SendProducer<byte[], byte[]> producer;

  private Summaries(VisionLog log, SendProducer<byte[], byte[]> producer) {
    this.log = log;
    this.producer = producer;
  }

  /** Starts the service with the settings at {@code ocelli.summaries}. */
  public static Summaries start(ServiceContext context, TokenVerifier verifier) {
    return start(context, SummariesSettings.from(context.settings("ocelli.summaries")), verifier);
  }

  /** Starts the service. Blocks until its topics and tables are as they must be. */
  public static Summaries start(
      ServiceContext context, SummariesSettings settings, TokenVerifier verifier) {
    List<TopicPlan> plans = topics(context);
    Topics.ensure(context.kafka(), plans);
    Database database =
        Database.open(context.system(), settings.database(), NAME).migrateWithJournal(List.of());
    ServiceMeters meters = context.metersOf(NAME);
    SendProducer<byte[], byte[]> producer = producer(context, settings);
    Quarantine quarantine = new Quarantine(producer, NAME, meters);
    int partitions = plans.get(0).partitions();
    VisionLog log =
        new VisionLog(context, settings.reader(), partitions, verifier, quarantine, meters);
    context.health().register("summaries-journal", () -> health(database, log));
    startWriters(context, settings, log, producer, partitions);
    closeAtEnd(context, log, database);
    return new Summaries(log, producer);
  }

  /** The writers use both until the actor system ends. */
  private static void closeAtEnd(ServiceContext context, VisionLog log, Database database) {
    context
        .system()
        .getWhenTerminated()
        .whenComplete(
            (ended, failure) -> {
              log.close();
              database.close();
            });
  }

  private static List<TopicPlan> topics(ServiceContext context) {
    return Stream.of(TopicNames.VISION, TopicNames.DELIVERY, Quarantine.of(TopicNames.VISION))
        .map(topic -> TopicPlan.from(context.settings("ocelli.topics"), topic))
        .toList();
  }

  private static SendProducer<byte[], byte[]> producer(
      ServiceContext context, SummariesSettings settings) {
    return new SendProducer<>(
        context
            .kafka()
            .producer(context.system(), settings.producerBufferBytes())
            .withProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, SEND_PATIENCE_MILLIS),
        context.system());
  }

  private static void startWriters(
      ServiceContext context,
      SummariesSettings settings,
      VisionLog log,
      SendProducer<byte[], byte[]> producer,
      int partitions) {
    SummariesMeters counters = new SummariesMeters(context.meters());
    OutcomePublisher publisher = new OutcomePublisher(producer);
    ShardedDaemonProcess.get(context.system())
        .init(
            PartitionKeeper.Command.class,
            NAME,
            partitions,
            partition ->
                PartitionKeeper.create(
                    SummariesActor.create(
                        NAME + "|" + TopicNames.VISION + "-" + partition,
                        settings.writer(),
                        new SummariesActor.Surroundings(
                            log.partition(partition), publisher, context.clock(), counters)),
                    settings.writer().restarts(),
                    SummariesSettings.DISPATCHER),
            ShardedDaemonProcessSettings.create(context.system()),
            Optional.of(PartitionKeeper.Command.STOP));
  }

  private static CompletionStage<Optional<String>> health(Database database, VisionLog log) {
    String stopped = log.drains().stoppedReaders();
    return database
        .check()
        .thenApply(wrong -> wrong.or(() -> Optional.of(stopped).filter(text -> !text.isEmpty())));
  }

  /**
   * Takes no more records; completes when those that were taken are in the journal and what they
   * closed is published. What the broker does not take in time is published at the next start.
   */
  public CompletionStage<Done> drain() {
    return log.drains().drain(DRAIN_PATIENCE).thenCompose(done -> producer.close());
  }
}
