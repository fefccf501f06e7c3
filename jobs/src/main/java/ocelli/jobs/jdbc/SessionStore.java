package ocelli.jobs.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.runtime.jdbc.Database;

/** The table of the browsers' sessions. */
public final class SessionStore {
  // A write a minute keeps the idle time good to a minute, and spares the table one per request.
  private static final Duration TOUCH = Duration.ofMinutes(1);

  private final Database database;

  /** In that database. */
  public SessionStore(Database database) {
    this.database = database;
  }

  /**
   * A session as it is kept.
   *
   * @param client who signed in
   * @param sealed the client's secret, for the session's id only
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  public record Row(String client, byte[] sealed, Instant createdAt, Instant seenAt) {}

  /** Keeps a new session, and forgets those that nobody used since. */
  public CompletionStage<Void> insert(String hash, Row row, Instant forgetBefore) {
    return database
        .transact(
            connection -> {
              Sql.update(connection, "delete from jobs.session where seen_at < ?", forgetBefore);
              return Sql.update(
                  connection,
                  "insert into jobs.session (hash, client, sealed, created_at, seen_at)"
                      + " values (?, ?, ?, ?, ?)",
                  hash,
                  row.client(),
                  row.sealed(),
                  row.createdAt(),
                  row.seenAt());
            })
        .thenAccept(inserted -> {});
  }

  /** Finds a session that is neither too old nor unused for too long, and marks it as used. */
  public CompletionStage<Optional<Row>> find(
      String hash, Instant createdAfter, Instant seenAfter, Instant now) {
    return database.transact(
        connection -> {
          Optional<Row> row =
              Sql.first(
                  connection,
                  SessionStore::row,
                  "select client, sealed, created_at, seen_at from jobs.session"
                      + " where hash = ? and created_at > ? and seen_at > ?",
                  hash,
                  createdAfter,
                  seenAfter);
          if (row.filter(found -> found.seenAt().plus(TOUCH).isBefore(now)).isPresent()) {
            Sql.update(connection, "update jobs.session set seen_at = ? where hash = ?", now, hash);
          }
          return row;
        });
  }

  /** Ends a session at once, on every node. */
  public CompletionStage<Void> delete(String hash) {
    return database
        .transact(
            connection -> Sql.update(connection, "delete from jobs.session where hash = ?", hash))
        .thenAccept(deleted -> {});
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("client"),
        row.getBytes("sealed"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("seen_at").toInstant());
  }
}
