package ocelli.authz;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import ocelli.runtime.jdbc.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.ExecutionContext;

/**
 * Brings a role's tables up to date at the start, or as soon as its database can be reached: a role
 * starts without it, for what it can do meanwhile is what a degraded token is for.
 */
final class Migration {
  private static final Logger LOG = LoggerFactory.getLogger(Migration.class);
  private static final Duration AGAIN = Duration.ofSeconds(5); // a pool's connect patience

  private final Database database;
  private final String role;
  private final Cancellable timer;
  private volatile String problem = "";

  private Migration(ActorSystem<?> system, Database database, String role) {
    this.database = database;
    this.role = role;
    Executor blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    boolean done = reached() && migrated();
    this.timer =
        done
            ? Cancellable.alreadyCancelled()
            : system
                .scheduler()
                .scheduleWithFixedDelay(
                    AGAIN, AGAIN, this::again, ExecutionContext.fromExecutor(blocking));
  }

  /**
   * Migrates now, or in the background where the database cannot be reached. Blocking.
   *
   * @throws RuntimeException where it can be reached and its tables are not as they must be
   */
  static Migration start(ActorSystem<?> system, Database database, String role) {
    return new Migration(system, database, role);
  }

  /** What is wrong with the database; empty where nothing is. */
  CompletionStage<Optional<String>> check() {
    return problem.isEmpty()
        ? database.check()
        : CompletableFuture.completedFuture(Optional.of(problem));
  }

  void close() {
    timer.cancel();
    database.close();
  }

  private boolean reached() {
    Optional<String> wrong = database.check().toCompletableFuture().join();
    wrong.ifPresent(
        what -> {
          problem = "not reached since the start: " + what;
          LOG.warn("The database of {} cannot be reached; starting without it: {}", role, what);
        });
    return wrong.isEmpty();
  }

  private boolean migrated() {
    database.migrate("db/" + role, role);
    problem = "";
    return true;
  }

  private void again() {
    if (!problem.isEmpty() && reached()) {
      try {
        migrated();
        timer.cancel();
        LOG.info("The database of {} is there", role);
      } catch (RuntimeException e) {
        problem = "its tables are not as they must be: " + e.getMessage();
        LOG.error("The database of {} cannot be brought up to date", role, e);
      }
    }
  }
}
