package ocelli.runtime.jdbc;

import akka.actor.typed.ActorSystem;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/**
 * A service's own database, with connections and threads of its own: where it does not answer, no
 * other service's statements wait. Thread-safe.
 */
public final class Database implements AutoCloseable {
  private static final long CONNECT_PATIENCE_MILLIS =
      5_000; // a failover answers or is down by then

  // A server that is frozen or cut off gives its thread back; ten times what a transaction may
  // take.
  private static final String ANSWER_PATIENCE_SECONDS = "60";

  private static final String JOURNAL_SCHEMA = "public"; // where akka-persistence-jdbc looks

  private final HikariDataSource pool;
  private final ExecutorService blocking;

  private Database(HikariDataSource pool, ExecutorService blocking) {
    this.pool = pool;
    this.blocking = blocking;
  }

  /** What a unit of work does with its connection. */
  @FunctionalInterface
  public interface Work<T> {
    /** Runs on one connection, in one transaction. */
    T on(Connection connection) throws SQLException;
  }

  /**
   * Opens a pool; connects only when first used. Closed at the latest when the system has ended.
   */
  public static Database open(ActorSystem<?> system, DatabaseSettings settings, String name) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.poolSize());
    config.setConnectionTimeout(CONNECT_PATIENCE_MILLIS);
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", ANSWER_PATIENCE_SECONDS);
    Database database =
        new Database(
            new HikariDataSource(config), StatementThreads.create(name, settings.poolSize()));
    system.getWhenTerminated().thenRun(database::close);
    return database;
  }

  /**
   * Brings the tables up to date. Blocking: for start-up.
   *
   * @param location of the migrations on the class path: {@code db/firehose}
   * @param schema where the tables live
   */
  public Database migrate(String location, String schema) {
    return migrate(List.of(location), schema);
  }

  /**
   * The same with the tables of an event-sourced journal before the service's own, which begin with
   * V2.
   */
  public Database migrateWithJournal(List<String> locations) {
    return migrate(
        Stream.concat(Stream.of("db/journal"), locations.stream()).toList(), JOURNAL_SCHEMA);
  }

  private Database migrate(List<String> locations, String schema) {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(pool)
        .locations(locations.stream().map("classpath:"::concat).toArray(String[]::new))
        .schemas(schema)
        .load()
        .migrate();
    return this;
  }

  /**
   * Runs work in one transaction on a thread of this database: committed when it returns, rolled
   * back when it throws.
   *
   * @return fails with the work's SQLException, or with a RejectedExecutionException where {@link
   *     StatementThreads#MOST_WAITING} wait already
   */
  public <T> CompletionStage<T> transact(Work<T> work) {
    try {
      return CompletableFuture.supplyAsync(() -> transacted(work), blocking);
    } catch (RejectedExecutionException e) { // too many wait, or it is closed
      return CompletableFuture.failedStage(e);
    }
  }

  private <T> T transacted(Work<T> work) {
    try {
      return transactNow(work);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  /** The same on the caller's thread. */
  public <T> T transactNow(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    }
  }

  /** A health check: can it be reached. */
  public CompletionStage<Optional<String>> check() {
    return transact(connection -> connection.isValid(2))
        .handle(
            (valid, failure) -> {
              if (failure != null) {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                return Optional.of(String.valueOf(cause.getMessage()));
              }
              return Boolean.TRUE.equals(valid) ? Optional.empty() : Optional.of("not valid");
            });
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    blocking.shutdown();
    pool.close();
  }
}
