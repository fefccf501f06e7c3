package ocelli.runtime.jdbc;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.flywaydb.core.Flyway;

/** A service's own database. Thread-safe. */
public final class Database implements AutoCloseable {
  private static final long CONNECT_PATIENCE_MILLIS =
      5_000; // a failover answers or is down by then

  private final HikariDataSource pool;
  private final Executor blocking;

  private Database(HikariDataSource pool, Executor blocking) {
    this.pool = pool;
    this.blocking = blocking;
  }

  /** What a unit of work does with its connection. */
  @FunctionalInterface
  public interface Work<T> {
    /** Runs on one connection, in one transaction. */
    T on(Connection connection) throws SQLException;
  }

  /** Opens a pool; connects only when first used. */
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
    Executor blocking =
        system.dispatchers().lookup(DispatcherSelector.fromConfig("ocelli.runtime.blocking"));
    return new Database(new HikariDataSource(config), blocking);
  }

  /**
   * Brings the tables up to date. Blocking: for start-up.
   *
   * @param location of the migrations on the class path: {@code db/firehose}
   * @param schema where the tables live
   */
  public Database migrate(String location, String schema) {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(pool)
        .locations("classpath:" + location)
        .schemas(schema)
        .load()
        .migrate();
    return this;
  }

  /**
   * Runs work in one transaction on the blocking dispatcher: committed when it returns, rolled back
   * when it throws.
   *
   * @return fails with the work's SQLException
   */
  public <T> CompletionStage<T> transact(Work<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return transactNow(work);
          } catch (SQLException e) {
            throw new CompletionException(e);
          }
        },
        blocking);
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
    pool.close();
  }
}
