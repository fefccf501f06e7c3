package ocelli.vision.kafka;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.kafka.javadsl.Consumer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a stream running: begins it again after each failure, later each time, until it is drained.
 * Thread-safe.
 */
final class RestartingStream {
  private static final Logger LOG = LoggerFactory.getLogger(RestartingStream.class);

  private final String name;
  private final Supplier<Consumer.DrainingControl<Done>> begin;
  private final ActorSystem<?> system;
  private final Backoff backoff;
  private Consumer.@Nullable DrainingControl<Done> running;
  private Optional<String> trouble = Optional.empty();
  private Duration pause;
  private boolean draining;

  /**
   * How long to wait before a restart.
   *
   * @param least after the first failure; doubles with each
   * @param most no longer than that
   * @param steady after a run of at least this long the wait is the least again
   */
  record Backoff(Duration least, Duration most, Duration steady) {}

  RestartingStream(
      String name,
      Supplier<Consumer.DrainingControl<Done>> begin,
      ActorSystem<?> system,
      Backoff backoff) {
    this.name = name;
    this.begin = begin;
    this.system = system;
    this.backoff = backoff;
    this.pause = backoff.least();
  }

  synchronized RestartingStream start() {
    if (draining) {
      return this;
    }
    long begunNanos = System.nanoTime();
    try {
      Consumer.DrainingControl<Done> control = begin.get();
      running = control;
      trouble = Optional.empty();
      control
          .streamCompletion()
          .whenComplete((done, failure) -> onEnd(failure, System.nanoTime() - begunNanos));
    } catch (RuntimeException e) {
      onEnd(e, 0);
    }
    return this;
  }

  private synchronized void onEnd(@Nullable Throwable failure, long lastedNanos) {
    running = null;
    if (draining) {
      return;
    }
    if (lastedNanos > backoff.steady().toNanos()) {
      pause = backoff.least();
    }
    trouble = Optional.of(name + " starts again: " + failure);
    LOG.warn("{} ended and starts again in {}", name, pause, failure);
    system.scheduler().scheduleOnce(pause, this::start, system.executionContext());
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(backoff.most()) < 0 ? doubled : backoff.most();
  }

  /** What is wrong; empty while the stream runs. */
  synchronized Optional<String> trouble() {
    return trouble;
  }

  /** Does not begin it again when it ends. */
  synchronized void giveUp() {
    draining = true;
  }

  /** Takes no more, finishes and commits what is in work, and stays ended. */
  synchronized CompletionStage<Done> drain() {
    draining = true;
    return running == null
        ? CompletableFuture.completedFuture(Done.getInstance())
        : running.drainAndShutdown(system.executionContext());
  }
}
