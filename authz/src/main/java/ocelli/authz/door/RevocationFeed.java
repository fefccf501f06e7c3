package ocelli.authz.door;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.kafka.Subscriptions;
import akka.kafka.javadsl.Consumer;
import akka.stream.RestartSettings;
import akka.stream.javadsl.RestartSource;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import ocelli.authz.verify.SignedDocument;
import ocelli.authz.verify.TokenVerifier;
import ocelli.protocol.TopicNames;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.kafka.TopicPlan;
import ocelli.runtime.kafka.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads revocations-1 from its beginning and follows it, for as long as the process runs. It has no
 * position of its own: what it reads twice changes nothing, so it may also start at the oldest that
 * is kept.
 */
final class RevocationFeed {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationFeed.class);
  private static final TopicPartition PLACE = new TopicPartition(TopicNames.REVOCATIONS, 0);
  private static final RestartSettings AGAIN =
      RestartSettings.create(Duration.ofSeconds(1), Duration.ofSeconds(10), 0.2); // a new leader
  private static final Duration FORGET_EVERY = Duration.ofMinutes(1); // of entries kept for 20

  private final ServiceContext context;
  private final SignedDocument signed;
  private final Revocations revocations;

  private RevocationFeed(ServiceContext context, SignedDocument signed, Revocations revocations) {
    this.context = context;
    this.signed = signed;
    this.revocations = revocations;
  }

  static void start(ServiceContext context, TokenVerifier verifier, Revocations revocations) {
    ActorSystem<?> system = context.system();
    RevocationFeed feed =
        new RevocationFeed(context, verifier.documents(Revocation.TYPE), revocations);
    RestartSource.withBackoff(AGAIN, feed::records).runWith(Sink.ignore(), system);
    system
        .scheduler()
        .scheduleWithFixedDelay(
            FORGET_EVERY,
            FORGET_EVERY,
            () -> revocations.forget(context.clock().instant()),
            system.executionContext());
  }

  private Source<Done, NotUsed> records() {
    return Source.completionStageSource(
            CompletableFuture.supplyAsync(this::end, blocking()).thenApply(this::from))
        .mapMaterializedValue(started -> NotUsed.getInstance());
  }

  private Source<Done, NotUsed> from(long end) {
    if (end == 0) {
      revocations.allRead();
    }
    return Consumer.plainSource(
            context
                .kafka()
                .consumer(context.system(), "revocations") // a name only: it commits nothing
                .withProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            Subscriptions.assignment(PLACE))
        .map(record -> read(record, end))
        .mapMaterializedValue(control -> NotUsed.getInstance());
  }

  private Done read(ConsumerRecord<byte[], byte[]> record, long end) {
    if (record.value() != null) {
      signed
          .read(new String(record.value(), StandardCharsets.US_ASCII))
          .flatMap(Revocation::of)
          .ifPresentOrElse(
              revocations::add,
              () -> LOG.warn("revocations-1/{} is not signed by us: ignored", record.offset()));
    }
    if (record.offset() >= end - 1) {
      revocations.allRead();
    }
    return Done.getInstance();
  }

  /** Where the log ends now; 0 where it holds nothing. Blocking: makes the topic. */
  private long end() {
    Topics.ensure(
        context.kafka(),
        List.of(TopicPlan.from(context.settings("ocelli.topics"), TopicNames.REVOCATIONS)));
    try (Admin admin = context.kafka().admin()) {
      long end = offset(admin, OffsetSpec.latest());
      return offset(admin, OffsetSpec.earliest()) == end ? 0 : end;
    }
  }

  private static long offset(Admin admin, OffsetSpec spec) {
    return admin
        .listOffsets(Map.of(PLACE, spec))
        .partitionResult(PLACE)
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .offset();
  }

  private Executor blocking() {
    return context.system().dispatchers().lookup(DispatcherSelector.blocking());
  }
}
