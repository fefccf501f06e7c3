package ocelli.firehose.jdbc;

import com.google.protobuf.UnsafeByteOperations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import ocelli.firehose.core.From;
import ocelli.firehose.core.JournalRow;
import ocelli.firehose.core.Page;
import ocelli.firehose.core.Position;
import ocelli.firehose.core.Resumption;
import ocelli.protocol.ClientId;
import ocelli.runtime.jdbc.Database;

/** The journal's read side; every query is for one client's own rows. Thread-safe. */
public final class JournalReader {
  private static final int FETCH_ROWS =
      16; // 16 × 192 KiB is what a page may overshoot by in the driver

  private final Database database;
  private final int pageRows;
  private final int pageBytes;

  JournalReader(Database database, int pageRows, int pageBytes) {
    this.database = database;
    this.pageRows = pageRows;
    this.pageBytes = pageBytes;
  }

  /** Where a stream starts, or that it cannot. */
  public CompletionStage<Resumption> open(ClientId client, From from) {
    return database.transact(connection -> open(connection, client, from));
  }

  /** The next page after a position. */
  public CompletionStage<Page> read(ClientId client, long position) {
    return database.transact(connection -> page(connection, client, position, pageRows));
  }

  /** The oldest cursor that is kept; empty where nothing is. */
  public CompletionStage<OptionalLong> oldest(ClientId client) {
    return database.transact(connection -> oldest(connection, client));
  }

  /** The last cursors of some clients; absent where a client has no message yet. */
  public CompletionStage<Map<ClientId, Long>> lasts(Set<ClientId> clients) {
    return database.transact(connection -> JournalWriter.lasts(connection, clients));
  }

  private Resumption open(Connection connection, ClientId client, From from) throws SQLException {
    if (from instanceof From.After after) {
      Page first = page(connection, client, after.cursor(), 1);
      return first instanceof Page.Overtaken
          ? new Resumption.TooOld(oldest(connection, client))
          : new Resumption.Resumed(after.cursor());
    }
    OptionalLong last = last(connection, client);
    if (from instanceof From.Earliest) {
      return startAt(connection, client, Instant.EPOCH, last);
    }
    if (from instanceof From.Since since) {
      return startAt(connection, client, since.time(), last);
    }
    return new Resumption.Resumed(last.orElse(Position.BEFORE_ALL));
  }

  private static Resumption startAt(
      Connection connection, ClientId client, Instant time, OptionalLong last) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select previous from firehose.message"
                + " where client = ? and appended_at >= ? order by cursor limit 1")) {
      statement.setString(1, client.value());
      statement.setTimestamp(2, Timestamp.from(time));
      try (ResultSet rows = statement.executeQuery()) {
        return new Resumption.Resumed(
            rows.next() ? Position.before(previous(rows, 1)) : last.orElse(Position.BEFORE_ALL));
      }
    }
  }

  /** The last cursor is read first: what was committed between the two reads is no loss. */
  private Page page(Connection connection, ClientId client, long position, int limit)
      throws SQLException {
    OptionalLong last = last(connection, client);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select cursor, previous, appended_at, type, transaction, body from firehose.message"
                + " where client = ? and cursor > ? order by cursor limit ?")) {
      statement.setFetchSize(FETCH_ROWS);
      statement.setString(1, client.value());
      statement.setLong(2, position);
      statement.setInt(3, limit);
      List<JournalRow> found = new ArrayList<>();
      int bytes = 0;
      try (ResultSet rows = statement.executeQuery()) {
        while (bytes < pageBytes && rows.next()) {
          JournalRow row = row(client, rows);
          bytes += row.body().size();
          found.add(row);
        }
      }
      return Page.of(position, last, found);
    }
  }

  private static JournalRow row(ClientId client, ResultSet row) throws SQLException {
    return new JournalRow(
        client,
        row.getLong(1),
        previous(row, 2),
        row.getTimestamp(3).toInstant(),
        row.getString(4),
        row.getString(5),
        UnsafeByteOperations.unsafeWrap(row.getBytes(6)));
  }

  private static OptionalLong previous(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static OptionalLong last(Connection connection, ClientId client) throws SQLException {
    Long last = JournalWriter.lasts(connection, Set.of(client)).get(client);
    return last == null ? OptionalLong.empty() : OptionalLong.of(last);
  }

  private static OptionalLong oldest(Connection connection, ClientId client) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select min(cursor) from firehose.message where client = ?")) {
      statement.setString(1, client.value());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return previous(rows, 1);
      }
    }
  }
}
