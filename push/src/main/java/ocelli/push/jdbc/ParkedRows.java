package ocelli.push.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import ocelli.push.core.Changes;
import ocelli.push.core.Endpoint;

/**
 * The rows of an endpoint in the retry store, as one transaction writes them. What is on record
 * already is only moved: a message that a zombie parks after its successor has delivered it must
 * not come back.
 */
final class ParkedRows {
  private static final String ADD =
      "INSERT INTO parked (failed, due, endpoint, cursor, transaction, parked_at, message)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
  private static final String MOVE =
      "UPDATE parked SET failed = ?, due = ? WHERE endpoint = ? AND cursor = ? AND failed <= ?";

  private final Connection connection;
  private final Endpoint endpoint;

  ParkedRows(Connection connection, Endpoint endpoint) {
    this.connection = connection;
    this.endpoint = endpoint;
  }

  /** Adds rows, and moves those that are there; to be called before the mark covers them. */
  void put(List<Changes.Parked> rows, Instant now) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    Predicate<Changes.Parked> onRecord = onRecord();
    add(rows.stream().filter(onRecord.negate()).toList(), now);
    move(rows.stream().filter(onRecord).toList());
  }

  /** What is delivered or stored; locks the lane, so that it stays so until the commit. */
  private Predicate<Changes.Parked> onRecord() throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement("SELECT mark, above FROM lane WHERE endpoint = ? FOR UPDATE")) {
      read.setString(1, endpoint.key());
      try (ResultSet lane = read.executeQuery()) {
        if (!lane.next()) {
          return row -> false;
        }
        long mark = lane.getLong(1);
        Set<Long> above = new HashSet<>(LaneStore.longs(lane, 2));
        return row ->
            row.message().getCursor() <= mark || above.contains(row.message().getCursor());
      }
    }
  }

  private void add(List<Changes.Parked> rows, Instant now) throws SQLException {
    try (PreparedStatement write = connection.prepareStatement(ADD)) {
      for (Changes.Parked row : rows) {
        write.setInt(1, row.failed());
        write.setTimestamp(2, Timestamp.from(row.due()));
        write.setString(3, endpoint.key());
        write.setLong(4, row.message().getCursor());
        write.setString(5, row.message().getTransaction());
        write.setTimestamp(6, Timestamp.from(now));
        write.setBytes(7, row.message().toByteArray());
        write.addBatch();
      }
      write.executeBatch();
    }
  }

  private void move(List<Changes.Parked> rows) throws SQLException {
    try (PreparedStatement write = connection.prepareStatement(MOVE)) {
      for (Changes.Parked row : rows) {
        write.setInt(1, row.failed());
        write.setTimestamp(2, Timestamp.from(row.due()));
        write.setString(3, endpoint.key());
        write.setLong(4, row.message().getCursor());
        write.setInt(5, row.failed());
        write.addBatch();
      }
      write.executeBatch();
    }
  }
}
