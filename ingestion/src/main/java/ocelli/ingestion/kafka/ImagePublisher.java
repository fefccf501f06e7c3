package ocelli.ingestion.kafka;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.kafka.ProducerSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ingestion.core.AcceptedImage;
import ocelli.ingestion.core.Admitted;
import ocelli.ingestion.core.ByteBudget;
import ocelli.ingestion.core.Envelopes;
import ocelli.ingestion.core.Publishing;
import ocelli.protocol.ClientId;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.protocol.TransactionId;
import ocelli.runtime.HaltPoint;
import ocelli.runtime.kafka.KafkaConnection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts accepted images into the log and answers when the broker has them. Thread-safe. */
public final class ImagePublisher implements Publishing {
  private static final HaltPoint RECORDED = HaltPoint.named("ingestion-recorded");
  private static final HaltPoint ANNOUNCED = HaltPoint.named("ingestion-announced");
  private static final String DISPATCHER = "ocelli.ingestion.publisher.dispatcher";
  private static final List<String> TOPICS = List.of(TopicNames.INGEST, TopicNames.VISION);

  /** Metadata is kept while the process lives: a send that must fetch it blocks. In ms, a week. */
  private static final String METADATA_IDLE = "604800000";

  private final Producers producers;
  private final Admin admin;
  private final BrokerWatch watch;
  private final Clock clock;
  private final Duration longest;
  private final LogClock logClock = new LogClock(System::nanoTime);
  private final InFlight unsettled = new InFlight();

  private ImagePublisher(
      Producers producers, Admin admin, BrokerWatch watch, Clock clock, Duration longest) {
    this.producers = producers;
    this.admin = admin;
    this.watch = watch;
    this.clock = clock;
    this.longest = longest;
  }

  /** Connects; the topics exist. Blocking: for start-up. */
  public static ImagePublisher start(
      ActorSystem<?> system, KafkaConnection kafka, PublisherSettings settings, Clock clock) {
    ProducerSettings<byte[], byte[]> producing =
        kafka
            .producer(system, settings.bufferBytes())
            .withDispatcher(DISPATCHER)
            .withProperty(ProducerConfig.BATCH_SIZE_CONFIG, "" + settings.batchBytes())
            // One request at a time: what arrives while it is flushed travels in the next,
            // together.
            .withProperty(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1")
            .withProperty(ProducerConfig.LINGER_MS_CONFIG, "0")
            .withProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, "" + settings.maxBlock().toMillis())
            .withProperty(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "" + settings.requestTimeout().toMillis())
            .withProperty(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                "" + settings.deliveryTimeout().toMillis())
            .withProperty(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_IDLE);
    Producers producers = Producers.start(system, producing, TOPICS, settings.connections());
    Admin admin = kafka.admin();
    BrokerProbe probe = new BrokerProbe(admin, TOPICS, settings.probePatience());
    BrokerWatch watch =
        new BrokerWatch(system, probe::ask, settings.probePause(), settings.probePatience());
    return new ImagePublisher(producers, admin, watch.started(), clock, settings.deliveryTimeout());
  }

  /** What is wrong with the broker now; empty where it is there. */
  public Optional<String> wrong() {
    return watch.wrong();
  }

  /** How this node's clock differs from the log's; empty where it does not, as far as is known. */
  public Optional<String> clockWrong() {
    return logClock.wrong(clock.instant());
  }

  @Override
  public CompletionStage<Done> publish(AcceptedImage image, ByteBudget.Reservation share) {
    CompletionStage<Done> sent =
        send(TopicNames.INGEST, image.transaction(), Envelopes.ingested(image, clock.instant()))
            .thenCompose(
                done -> {
                  RECORDED.reached();
                  return send(
                      TopicNames.VISION,
                      image.transaction(),
                      Envelopes.announced(image, clock.instant()));
                })
            .thenApply(
                done -> {
                  ANNOUNCED.reached();
                  return done;
                });
    return settling(sent.whenComplete((done, failure) -> share.close()));
  }

  @Override
  public CompletionStage<Done> close(Admitted admitted, TransactionId transaction) {
    return settling(
        send(
            TopicNames.VISION,
            transaction,
            Envelopes.closed(admitted, transaction, clock.instant())));
  }

  /** Waits for what is on its way, then lets go of the broker. */
  public CompletionStage<Done> drain() {
    return unsettled
        .settled()
        .thenCompose(done -> producers.close())
        .whenComplete(
            (done, failure) -> {
              watch.close();
              admin.close(Duration.ZERO); // the probe waits for nobody
            });
  }

  /** The client is told after one delivery's time, though an image is two records in a row. */
  private CompletionStage<Done> settling(CompletionStage<Done> sent) {
    return watch
        .guarded(unsettled.await(sent))
        .toCompletableFuture()
        .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CompletionStage<Done> send(String topic, TransactionId transaction, Envelope envelope) {
    byte[] key = RecordKeys.transaction(new ClientId(envelope.getClientId()), transaction);
    return producers
        .send(new ProducerRecord<>(topic, key, envelope.toByteArray()))
        .handle(
            (written, failure) -> {
              if (failure != null) {
                throw new BrokerUnavailable("not acknowledged: " + failure.getMessage());
              }
              watch.heard();
              return timely(envelope, Instant.ofEpochMilli(written.timestamp()));
            });
  }

  /** In the log by a clock that is wrong, it would be turned away there: that is no success. */
  private Done timely(Envelope envelope, Instant logTime) {
    logClock.heard(logTime);
    Instant acceptedAt = Instant.EPOCH.plus(envelope.getAcceptedAtMicros(), ChronoUnit.MICROS);
    if (!LogClock.isTaken(acceptedAt, logTime)) {
      throw new BrokerUnavailable("accepted at " + acceptedAt + ", logged " + logTime);
    }
    return Done.getInstance();
  }
}
