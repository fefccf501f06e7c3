package ocelli.authz;

import akka.actor.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import ocelli.authz.file.SnapshotFile;
import ocelli.authz.jdbc.ClientStore;
import ocelli.authz.verify.FileKeySource;
import ocelli.authz.verify.KeySource;
import ocelli.runtime.ServiceContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.ExecutionContext;

/** What authorisation does by itself: it rotates the shared keys and writes the snapshot. */
final class Timers {
  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
  private static final Duration ROTATION_CHECK = Duration.ofHours(1); // of keys rotated daily

  private Timers() {}

  static List<Cancellable> start(
      ServiceContext context,
      AuthzSettings settings,
      KeySource keys,
      Optional<SnapshotFile> snapshot,
      ClientStore store,
      Executor executor) {
    List<Cancellable> timers = new ArrayList<>();
    if (keys instanceof FileKeySource files) {
      timers.add(every(context, ROTATION_CHECK, () -> rotate(files, context), executor));
    }
    snapshot.ifPresent(
        file ->
            timers.add(
                every(
                    context,
                    settings.snapshotInterval(),
                    writer(file, store, executor),
                    executor)));
    return timers;
  }

  private static Cancellable every(
      ServiceContext context, Duration interval, Runnable action, Executor executor) {
    return context
        .system()
        .scheduler()
        .scheduleWithFixedDelay(
            Duration.ZERO, interval, action, ExecutionContext.fromExecutor(executor));
  }

  private static void rotate(FileKeySource keys, ServiceContext context) {
    try {
      if (keys.rotateIfDue(context.clock().instant())) {
        LOG.info("Rotated the shared keys");
      }
    } catch (RuntimeException e) {
      LOG.error("The shared keys cannot be rotated", e);
    }
  }

  /** One at a time: while the database is gone, writers must not queue up for it. */
  private static Runnable writer(SnapshotFile file, ClientStore store, Executor executor) {
    AtomicBoolean writing = new AtomicBoolean();
    return () -> {
      if (writing.compareAndSet(false, true)) {
        write(file, store, executor).whenComplete((done, failure) -> writing.set(false));
      }
    };
  }

  private static CompletionStage<@Nullable Void> write(
      SnapshotFile file, ClientStore store, Executor executor) {
    return store
        .all()
        .thenAcceptAsync(file::write, executor)
        .exceptionally(
            failure -> {
              LOG.warn("The snapshot of all grants is not renewed: {}", failure.toString());
              return null;
            });
  }
}
