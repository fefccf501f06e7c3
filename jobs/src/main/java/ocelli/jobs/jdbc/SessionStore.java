package ocelli.jobs.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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
              try (PreparedStatement delete =
                  connection.prepareStatement("delete from jobs.session where seen_at < ?")) {
                delete.setTimestamp(1, Timestamp.from(forgetBefore));
                delete.executeUpdate();
              }
              try (PreparedStatement insert =
                  connection.prepareStatement(
                      "insert into jobs.session (hash, client, sealed, created_at, seen_at)"
                          + " values (?, ?, ?, ?, ?)")) {
                insert.setString(1, hash);
                insert.setString(2, row.client());
                insert.setBytes(3, row.sealed());
                insert.setTimestamp(4, Timestamp.from(row.createdAt()));
                insert.setTimestamp(5, Timestamp.from(row.seenAt()));
                return insert.executeUpdate();
              }
            })
        .thenAccept(inserted -> {});
  }

  /** Finds a session that is neither too old nor unused for too long, and marks it as used. */
  public CompletionStage<Optional<Row>> find(
      String hash, Instant createdAfter, Instant seenAfter, Instant now) {
    return database.transact(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select client, sealed, created_at, seen_at from jobs.session"
                      + " where hash = ? and created_at > ? and seen_at > ?")) {
            select.setString(1, hash);
            select.setTimestamp(2, Timestamp.from(createdAfter));
            select.setTimestamp(3, Timestamp.from(seenAfter));
            Optional<Row> row = first(select);
            if (row.filter(found -> found.seenAt().plus(TOUCH).isBefore(now)).isPresent()) {
              touch(connection.prepareStatement(TOUCHED), hash, now);
            }
            return row;
          }
        });
  }

  /** Ends a session at once, on every node. */
  public CompletionStage<Void> delete(String hash) {
    return database
        .transact(
            connection -> {
              try (PreparedStatement delete =
                  connection.prepareStatement("delete from jobs.session where hash = ?")) {
                delete.setString(1, hash);
                return delete.executeUpdate();
              }
            })
        .thenAccept(deleted -> {});
  }

  private static final String TOUCHED = "update jobs.session set seen_at = ? where hash = ?";

  private static void touch(PreparedStatement statement, String hash, Instant now)
      throws SQLException {
    try (statement) {
      statement.setTimestamp(1, Timestamp.from(now));
      statement.setString(2, hash);
      statement.executeUpdate();
    }
  }

  private static Optional<Row> first(PreparedStatement select) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      return rows.next()
          ? Optional.of(
              new Row(
                  rows.getString(1),
                  rows.getBytes(2),
                  rows.getTimestamp(3).toInstant(),
                  rows.getTimestamp(4).toInstant()))
          : Optional.empty();
    }
  }
}
