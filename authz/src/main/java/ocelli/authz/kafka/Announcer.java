package ocelli.authz.kafka;

import akka.actor.Cancellable;
import akka.actor.typed.DispatcherSelector;
import akka.kafka.ProducerSettings;
import akka.kafka.javadsl.SendProducer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import ocelli.authz.door.Revocation;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.jdbc.RevocationStore;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.runtime.HaltPoint;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.kafka.TopicPlan;
import ocelli.runtime.kafka.Topics;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.ExecutionContext;

/**
 * Publishes what was revoked, at once where it is told and otherwise by itself: after a restart, or
 * once the broker is back.
 */
public final class Announcer {
  private static final HaltPoint PUBLISHED = HaltPoint.named("authz-revocation-published");
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private static final Duration LOOK = Duration.ofSeconds(10); // what a broker's absence may add
  private static final long BUFFER_BYTES = 1024 * 1024; // a thousand at a time, 1 KB each
  private static final String PATIENCE_MILLIS = "5000"; // no new leader takes longer

  private final ServiceContext context;
  private final RevocationStore store;
  private final TokenMint mint;
  private final Executor blocking;
  private final SendProducer<byte[], byte[]> producer;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean again = new AtomicBoolean();
  private final Cancellable timer;

  private Announcer(ServiceContext context, RevocationStore store, TokenMint mint) {
    this.context = context;
    this.store = store;
    this.mint = mint;
    this.blocking = context.system().dispatchers().lookup(DispatcherSelector.blocking());
    this.producer = new SendProducer<>(producer(context), context.system());
    this.timer =
        context
            .system()
            .scheduler()
            .scheduleWithFixedDelay(
                Duration.ZERO, LOOK, this::announce, ExecutionContext.fromExecutor(blocking));
  }

  /** Starts looking for what is to be announced. */
  public static Announcer start(ServiceContext context, RevocationStore store, TokenMint mint) {
    return new Announcer(context, store, mint);
  }

  /** There is something new. */
  public void wake() {
    announce();
  }

  /** Ends. */
  public void close() {
    timer.cancel();
    producer.close();
  }

  private static ProducerSettings<byte[], byte[]> producer(ServiceContext context) {
    return context
        .kafka()
        .producer(context.system(), BUFFER_BYTES)
        .withProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
  }

  /** One run at a time; what comes during one is seen by the next. */
  private void announce() {
    again.set(true);
    if (busy.compareAndSet(false, true)) {
      again.set(false);
      store
          .pending()
          .thenComposeAsync(this::publish, blocking)
          .whenComplete((done, failure) -> ended(failure));
    }
  }

  private void ended(@Nullable Throwable failure) {
    busy.set(false);
    if (failure != null) {
      LOG.warn("Revocations are not announced yet: {}", failure.toString());
    } else if (again.get()) {
      announce();
    }
  }

  private CompletionStage<@Nullable Void> publish(List<Revocation> pending) {
    if (!pending.isEmpty()) {
      Topics.ensure(
          context.kafka(),
          List.of(TopicPlan.from(context.settings("ocelli.topics"), TopicNames.REVOCATIONS)));
    }
    return CompletableFuture.allOf(
        pending.stream()
            .map(one -> publish(one).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  private CompletionStage<Boolean> publish(Revocation revocation) {
    String signed = mint.document(revocation.json(), Revocation.TYPE);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            TopicNames.REVOCATIONS,
            RecordKeys.client(revocation.client()),
            signed.getBytes(StandardCharsets.US_ASCII));
    return producer
        .send(record)
        .thenCompose(
            done -> {
              PUBLISHED.reached();
              return store.announced(revocation);
            });
  }
}
