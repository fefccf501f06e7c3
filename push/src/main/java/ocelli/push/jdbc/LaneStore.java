package ocelli.push.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import ocelli.push.core.Backlog;
import ocelli.push.core.Changes;
import ocelli.push.core.Endpoint;
import ocelli.push.core.LaneRecord;
import ocelli.push.journal.v1m0.DeliveryOrder;
import ocelli.runtime.jdbc.Database;

/** The marks of the lanes, the retry store and the dead letters. */
public final class LaneStore {
  private final Database database;
  private final RowQueries queries;

  public LaneStore(Database database) {
    this.database = database;
    this.queries = new RowQueries(database);
  }

  /** Reading rows that are due. */
  public RowQueries rows() {
    return queries;
  }

  /** What is on record of an endpoint. */
  public CompletionStage<LaneRecord> read(Endpoint endpoint) {
    return database.transact(
        connection -> {
          Backlog backlog = backlog(connection, endpoint);
          DeliveryOrder order = RowQueries.newestOrder(connection, endpoint);
          try (PreparedStatement read =
              connection.prepareStatement(
                  "SELECT mark, above, gone FROM lane WHERE endpoint = ?")) {
            read.setString(1, endpoint.key());
            try (ResultSet rows = read.executeQuery()) {
              return rows.next()
                  ? new LaneRecord(
                      rows.getLong(1), longs(rows, 2), rows.getBoolean(3), backlog, order)
                  : LaneRecord.unknown();
            }
          }
        });
  }

  static List<Long> longs(ResultSet rows, int column) throws SQLException {
    return Arrays.asList((Long[]) rows.getArray(column).getArray());
  }

  static Backlog backlog(Connection connection, Endpoint endpoint) throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement(
            "SELECT transaction, count(*) FROM parked WHERE endpoint = ? GROUP BY transaction"
                + " LIMIT ?")) {
      count.setString(1, endpoint.key());
      count.setInt(2, Backlog.MAX_TRANSACTIONS + 1);
      Map<String, Integer> found = new HashMap<>();
      try (ResultSet rows = count.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getString(1), rows.getInt(2));
        }
      }
      return new Backlog(found, oldest(connection, endpoint));
    }
  }

  private static OptionalLong oldest(Connection connection, Endpoint endpoint) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT least((SELECT min(cursor) FROM parked WHERE endpoint = ?),"
                + " (SELECT min(cursor) FROM dead_letter WHERE endpoint = ?))")) {
      read.setString(1, endpoint.key());
      read.setString(2, endpoint.key());
      try (ResultSet rows = read.executeQuery()) {
        rows.next();
        long cursor = rows.getLong(1);
        return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(cursor);
      }
    }
  }

  /**
   * Writes what a lane decided, all of it or nothing. A lane that another has replaced, a zombie,
   * may write late: what it says is delivered or stored is so, and nothing that is on record since
   * is taken back.
   */
  public CompletionStage<Changes> write(
      String tag, Endpoint endpoint, Changes changes, Instant now) {
    return database.transact(
        connection -> {
          new ParkedRows(connection, endpoint).put(changes.parked(), now);
          mark(connection, tag, endpoint, changes);
          remove(connection, endpoint, changes);
          giveUp(connection, endpoint, changes.dead(), now);
          if (changes.gone()) {
            queries.giveUpBefore(connection, endpoint, "gone", now.plusSeconds(1), now);
          }
          return changes;
        });
  }

  private static void mark(Connection connection, String tag, Endpoint endpoint, Changes changes)
      throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "INSERT INTO lane AS stored (endpoint, tag, mark, above, gone) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (endpoint) DO UPDATE SET"
                + " mark = GREATEST(stored.mark, excluded.mark),"
                + " above = ARRAY(SELECT DISTINCT one"
                + " FROM unnest(stored.above || excluded.above) AS one"
                + " WHERE one > GREATEST(stored.mark, excluded.mark) ORDER BY one),"
                + " gone = stored.gone OR excluded.gone")) {
      write.setString(1, endpoint.key());
      write.setString(2, tag);
      write.setLong(3, changes.mark());
      write.setArray(4, connection.createArrayOf("bigint", changes.above().toArray()));
      write.setBoolean(5, changes.gone());
      write.executeUpdate();
    }
  }

  private static void remove(Connection connection, Endpoint endpoint, Changes changes)
      throws SQLException {
    List<Long> cursors = new ArrayList<>(changes.delivered());
    changes.dead().forEach(letter -> cursors.add(letter.message().getCursor()));
    if (cursors.isEmpty()) {
      return;
    }
    try (PreparedStatement write =
        connection.prepareStatement("DELETE FROM parked WHERE endpoint = ? AND cursor = ANY (?)")) {
      write.setString(1, endpoint.key());
      write.setArray(2, connection.createArrayOf("bigint", cursors.toArray()));
      write.executeUpdate();
    }
  }

  private static void giveUp(
      Connection connection, Endpoint endpoint, List<Changes.DeadLetter> dead, Instant now)
      throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "INSERT INTO dead_letter (endpoint, cursor, failed, reason, given_up_at, message)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      for (Changes.DeadLetter letter : dead) {
        write.setString(1, endpoint.key());
        write.setLong(2, letter.message().getCursor());
        write.setInt(3, letter.failed());
        write.setString(4, letter.reason());
        write.setTimestamp(5, Timestamp.from(now));
        write.setBytes(6, letter.message().toByteArray());
        write.addBatch();
      }
      write.executeBatch();
    }
  }
}
