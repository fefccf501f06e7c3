package ocelli.ingestion.kafka;

import akka.Done;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows within a second that the broker is away. While it is, nothing is sent, and whoever waits
 * for an acknowledgement is told at once: the first request that meets a stopped broker is answered
 * as fast as the thousandth. An acknowledgement counts as a sign of life too, so that a busy broker
 * that is late to a probe is not taken for a dead one. Thread-safe.
 */
public final class BrokerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

  /** A probe that took so many times its patience says that this process stood still itself. */
  private static final int OWN_PAUSE = 3;

  private final ActorSystem<?> system;
  private final Supplier<CompletionStage<Optional<String>>> probe;
  private final Duration pause;
  private final Duration patience;
  private final InFlight waiting = new InFlight();
  private volatile Optional<String> wrong = Optional.empty();
  private volatile long heardAtNanos;
  private volatile boolean closed;

  /**
   * @param probe answers empty where all is well; fails or says what is wrong otherwise
   * @param pause between the end of a probe and the next
   * @param patience that the probe has
   */
  BrokerWatch(
      ActorSystem<?> system,
      Supplier<CompletionStage<Optional<String>>> probe,
      Duration pause,
      Duration patience) {
    this.system = system;
    this.probe = probe;
    this.pause = pause;
    this.patience = patience;
    this.heardAtNanos = System.nanoTime();
  }

  BrokerWatch started() {
    look();
    return this;
  }

  /** What is wrong with the broker now; empty where it is there. */
  public Optional<String> wrong() {
    return wrong;
  }

  /** The broker answered somebody. */
  void heard() {
    heardAtNanos = System.nanoTime();
  }

  /**
   * The same answer, or {@link BrokerUnavailable} as soon as the broker is found away.
   *
   * @param answer that depends on the broker
   */
  <T> CompletionStage<T> guarded(CompletionStage<T> answer) {
    CompletionStage<T> guarded = waiting.await(answer);
    wrong.ifPresent(this::refuse); // it may have gone since the answer was asked for
    return guarded;
  }

  private void look() {
    long beganAt = System.nanoTime();
    ask()
        .whenComplete(
            (answer, failure) -> {
              judge(beganAt, failure == null ? answer : Optional.of(describe(failure)));
              if (!closed) {
                system.scheduler().scheduleOnce(pause, this::look, system.executionContext());
              }
            });
  }

  /**
   * Bounded here too: a client whose broker went mid-call may keep its own time-out waiting.
   * Composed on a future of ours, for Kafka's refuse to be completed by anyone else, time-outs
   * included.
   */
  private CompletionStage<Optional<String>> ask() {
    return CompletableFuture.completedFuture(Done.getInstance())
        .thenCompose(done -> probe.get())
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void judge(long beganAt, Optional<String> answer) {
    if (answer.isEmpty()) {
      heard();
      if (wrong.isPresent()) {
        LOG.info("The broker is back");
      }
      wrong = answer;
      return;
    }
    boolean alive = heardAtNanos - beganAt > 0;
    boolean stoodStill = System.nanoTime() - beganAt > patience.toNanos() * OWN_PAUSE;
    if (!alive && !stoodStill) {
      away(answer.get());
    }
  }

  private void away(String detail) {
    if (wrong.isEmpty()) {
      LOG.warn("The broker is away: {}", detail);
    }
    wrong = Optional.of(detail);
    refuse(detail);
  }

  private void refuse(String detail) {
    waiting.failAll(new BrokerUnavailable(detail));
  }

  private static String describe(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  @Override
  public void close() {
    closed = true;
  }
}
