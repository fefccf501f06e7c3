package ocelli.firehose.jdbc;

import akka.Done;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import ocelli.runtime.jdbc.Database;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's partitions by log time: made before the first row of a span is written, dropped
 * when the newest log time is past them by the retention. Thread-safe; several nodes may do it.
 */
final class TimePartitions {
  private static final Logger LOG = LoggerFactory.getLogger(TimePartitions.class);
  private static final String PREFIX = "message_";
  private static final long LOCK = 5801; // any number that only this code uses in this database

  private final Database database;
  private final Duration span;
  private final Duration retention;
  private final Set<Long> made = ConcurrentHashMap.newKeySet();
  private final AtomicLong droppedUpTo = new AtomicLong(Long.MIN_VALUE);

  TimePartitions(Database database, Duration span, Duration retention) {
    this.database = database;
    this.span = span;
    this.retention = retention;
  }

  /** Makes the partitions of some log times that are not there yet. */
  CompletionStage<Done> ensure(List<Instant> times) {
    List<Long> missing =
        times.stream()
            .filter(this::keeps)
            .map(this::startOf)
            .distinct()
            .filter(start -> !made.contains(start))
            .toList();
    if (missing.isEmpty()) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return database
        .transact(connection -> make(connection, missing))
        .thenApply(
            done -> {
              made.addAll(missing);
              return done;
            });
  }

  /**
   * Drops what is past the retention; once per span. What cannot be dropped now is dropped later.
   */
  CompletionStage<Done> drop(Instant newest) {
    long horizon = startOf(newest.minus(retention));
    long before = droppedUpTo.get();
    if (horizon <= before || !droppedUpTo.compareAndSet(before, horizon)) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return database
        .transact(connection -> dropBefore(connection, horizon))
        .handle((dropped, failure) -> settled(dropped, failure, before));
  }

  /** Whether retention has not passed a log time yet. */
  boolean keeps(Instant time) {
    return startOf(time) >= droppedUpTo.get();
  }

  /** Forgets what it believes to be there: somebody dropped it. */
  void forget() {
    made.clear();
  }

  private long startOf(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), span.toSeconds()) * span.toSeconds();
  }

  private Done settled(@Nullable List<Long> dropped, @Nullable Throwable failure, long before) {
    if (failure != null || dropped == null) {
      droppedUpTo.set(before);
      LOG.warn("cannot drop old partitions now", failure);
    } else if (!dropped.isEmpty()) {
      made.removeAll(dropped);
      LOG.info("dropped {} partitions", dropped.size());
    }
    return Done.getInstance();
  }

  private Done make(Connection connection, List<Long> starts) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      lock(statement);
      for (long start : starts) {
        statement.execute(
            String.format(
                "create table if not exists firehose.%s%d partition of firehose.message"
                    + " for values from (to_timestamp(%d)) to (to_timestamp(%d))",
                PREFIX, start, start, start + span.toSeconds()));
      }
      return Done.getInstance();
    }
  }

  private static List<Long> dropBefore(Connection connection, long horizon) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      lock(statement);
      List<Long> old = starts(statement).stream().filter(start -> start < horizon).toList();
      for (long start : old) {
        statement.execute("drop table firehose." + PREFIX + start);
      }
      return old;
    }
  }

  private static List<Long> starts(Statement statement) throws SQLException {
    List<Long> starts = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                + " where i.inhparent = 'firehose.message'::regclass")) {
      while (rows.next()) {
        starts.add(Long.parseLong(rows.getString(1).substring(PREFIX.length())));
      }
    }
    return starts;
  }

  private static void lock(Statement statement) throws SQLException {
    // Readers hold the table for one page; a statement that waits longer would make all of them
    // wait behind it.
    statement.execute("set local lock_timeout = '3s'");
    statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
  }
}
