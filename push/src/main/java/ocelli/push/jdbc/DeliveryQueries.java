package ocelli.push.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.push.core.Addressed;
import ocelli.push.core.Delivery;
import ocelli.runtime.jdbc.Database;

/** What became of messages, as it is on record. */
public final class DeliveryQueries {
  // One statement, hence one snapshot: a row that moves meanwhile is seen at one place.
  private static final String DELIVERIES =
      "SELECT coalesce(w.cursor <= l.mark OR w.cursor = ANY (l.above), false) AS settled,"
          + " p.failed AS waiting, p.due, d.failed AS dead, d.reason, d.given_up_at"
          + " FROM unnest(?, ?) WITH ORDINALITY AS w (endpoint, cursor, place)"
          + " LEFT JOIN lane AS l ON l.endpoint = w.endpoint"
          + " LEFT JOIN parked AS p ON p.endpoint = w.endpoint AND p.cursor = w.cursor"
          + " LEFT JOIN dead_letter AS d ON d.endpoint = w.endpoint AND d.cursor = w.cursor"
          + " ORDER BY w.place";

  private final Database database;

  public DeliveryQueries(Database database) {
    this.database = database;
  }

  /**
   * What became of each.
   *
   * @param messages that the journal has or will have: what was never to be pushed looks delivered
   */
  public CompletionStage<List<Delivery>> of(List<Addressed> messages) {
    return database.transact(connection -> read(connection, messages));
  }

  private static List<Delivery> read(Connection connection, List<Addressed> messages)
      throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(DELIVERIES)) {
      read.setArray(
          1,
          connection.createArrayOf(
              "text", messages.stream().map(one -> one.endpoint().key()).toArray()));
      read.setArray(
          2,
          connection.createArrayOf("bigint", messages.stream().map(Addressed::cursor).toArray()));
      List<Delivery> found = new ArrayList<>();
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          found.add(delivery(rows));
        }
      }
      return found;
    }
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    if (reason != null) {
      return new Delivery.Dead(
          row.getInt("dead"), reason, row.getTimestamp("given_up_at").toInstant());
    }
    Timestamp due = row.getTimestamp("due");
    if (due != null) {
      return new Delivery.Waiting(row.getInt("waiting"), Optional.of(due.toInstant()));
    }
    return row.getBoolean("settled")
        ? Delivery.Delivered.INSTANCE
        : new Delivery.Waiting(0, Optional.empty());
  }
}
