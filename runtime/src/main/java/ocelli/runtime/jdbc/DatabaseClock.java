package ocelli.runtime.jdbc;

import akka.actor.typed.ActorSystem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The time of a database's server: one for all nodes that share it, and the same where a node's own
 * clock jumps. It is read now and then, and counted on from there by what never jumps. For times
 * that are stored to come back to. Thread-safe.
 */
public final class DatabaseClock extends Clock {
  // A machine that was suspended counts on too late; then it is wrong for so long at most.
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final LongSupplier nanos;
  private volatile Reading last;

  private record Reading(Instant time, long atNanos) {}

  private DatabaseClock(LongSupplier nanos, Reading last) {
    this.nanos = nanos;
    this.last = last;
  }

  /**
   * Reads it, and goes on doing so. Blocking: for start-up.
   *
   * @throws SQLException where the database does not answer
   */
  public static DatabaseClock start(ActorSystem<?> system, Database database) throws SQLException {
    DatabaseClock clock = at(database.transactNow(DatabaseClock::read), System::nanoTime);
    system
        .scheduler()
        .scheduleWithFixedDelay(
            EVERY,
            EVERY,
            () -> clock.follow(() -> database.transact(DatabaseClock::read)),
            system.executionContext());
    return clock;
  }

  /** One that was read just now. */
  static DatabaseClock at(Instant time, LongSupplier nanos) {
    return new DatabaseClock(nanos, new Reading(time, nanos.getAsLong()));
  }

  /** Reads it anew; counts on where that fails. */
  void follow(Supplier<CompletionStage<Instant>> reading) {
    reading.get().thenAccept(time -> last = new Reading(time, nanos.getAsLong()));
  }

  private static Instant read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  @Override
  public Instant instant() {
    Reading reading = last;
    return reading.time().plusNanos(nanos.getAsLong() - reading.atNanos());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId other) {
    throw new UnsupportedOperationException("it is asked for instants only");
  }
}
