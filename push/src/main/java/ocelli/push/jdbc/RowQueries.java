package ocelli.push.jdbc;

import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.push.core.Backlog;
import ocelli.push.core.Changes;
import ocelli.push.core.Endpoint;
import ocelli.push.core.LoadedRows;
import ocelli.push.journal.v1m0.DeliveryOrder;
import ocelli.push.journal.v1m0.PushMessage;
import ocelli.runtime.jdbc.Database;

/** What of the retry store may be sent now. */
public final class RowQueries {
  private static final String ROWS =
      "SELECT message, failed, due FROM parked AS p WHERE endpoint = ? AND due <= ?";
  private static final String NOTHING_EARLIER =
      " AND NOT EXISTS (SELECT 1 FROM parked AS e WHERE e.endpoint = p.endpoint"
          + " AND e.cursor < p.cursor AND e.due > ?";
  private static final String IN_ORDER = " ORDER BY cursor LIMIT ?";

  private final Database database;

  RowQueries(Database database) {
    this.database = database;
  }

  /** Rows that are due and have none before them, in the endpoint's order, that is not. */
  public CompletionStage<LoadedRows> due(
      Endpoint endpoint, DeliveryOrder order, Instant now, int limit) {
    return database.transact(
        connection -> loaded(connection, endpoint, order, now, limit, Optional.empty()));
  }

  /**
   * The same for an endpoint that is failing: gives up rows that are too old first, and counts what
   * is left.
   *
   * @param oldest rows parked before are given up
   */
  public CompletionStage<LoadedRows> probe(
      Endpoint endpoint, DeliveryOrder order, Instant now, int limit, Instant oldest) {
    return database.transact(
        connection -> {
          giveUpBefore(connection, endpoint, "expired", oldest, now);
          Backlog counted = LaneStore.backlog(connection, endpoint);
          return loaded(connection, endpoint, order, now, limit, Optional.of(counted));
        });
  }

  private static LoadedRows loaded(
      Connection connection,
      Endpoint endpoint,
      DeliveryOrder order,
      Instant now,
      int limit,
      Optional<Backlog> counted)
      throws SQLException {
    return new LoadedRows(
        rows(connection, endpoint, order, now, limit), nextDue(connection, endpoint, now), counted);
  }

  private static List<Changes.Parked> rows(
      Connection connection, Endpoint endpoint, DeliveryOrder order, Instant now, int limit)
      throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(query(order))) {
      int at = 1;
      read.setString(at++, endpoint.key());
      read.setTimestamp(at++, Timestamp.from(now));
      if (order != DeliveryOrder.PARALLEL) {
        read.setTimestamp(at++, Timestamp.from(now));
      }
      read.setInt(at, limit);
      try (ResultSet rows = read.executeQuery()) {
        List<Changes.Parked> found = new ArrayList<>();
        while (rows.next()) {
          found.add(
              new Changes.Parked(
                  message(rows.getBytes(1)), rows.getInt(2), rows.getTimestamp(3).toInstant()));
        }
        return found;
      }
    }
  }

  private static String query(DeliveryOrder order) {
    return switch (order) {
      case PARALLEL -> ROWS + IN_ORDER;
      case STRICT -> ROWS + NOTHING_EARLIER + ")" + IN_ORDER;
      default -> ROWS + NOTHING_EARLIER + " AND e.transaction = p.transaction)" + IN_ORDER;
    };
  }

  private static PushMessage message(byte[] bytes) {
    try {
      return PushMessage.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a row of the retry store is damaged", e);
    }
  }

  /** The order that an endpoint asked for last, as far as its rows know. */
  static DeliveryOrder newestOrder(Connection connection, Endpoint endpoint) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT message FROM parked WHERE endpoint = ? ORDER BY cursor DESC LIMIT 1")) {
      read.setString(1, endpoint.key());
      try (ResultSet rows = read.executeQuery()) {
        return rows.next() ? message(rows.getBytes(1)).getOrder() : DeliveryOrder.PER_TRANSACTION;
      }
    }
  }

  private static Optional<Instant> nextDue(Connection connection, Endpoint endpoint, Instant now)
      throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement("SELECT min(due) FROM parked WHERE endpoint = ? AND due > ?")) {
      read.setString(1, endpoint.key());
      read.setTimestamp(2, Timestamp.from(now));
      try (ResultSet rows = read.executeQuery()) {
        rows.next();
        return Optional.ofNullable(rows.getTimestamp(1)).map(Timestamp::toInstant);
      }
    }
  }

  void giveUpBefore(
      Connection connection, Endpoint endpoint, String reason, Instant before, Instant now)
      throws SQLException {
    try (PreparedStatement move =
        connection.prepareStatement(
            "WITH old AS (DELETE FROM parked WHERE endpoint = ? AND parked_at < ? RETURNING *)"
                + " INSERT INTO dead_letter (endpoint, cursor, failed, reason, given_up_at,"
                + " message) SELECT endpoint, cursor, failed, ?, ?, message FROM old"
                + " ON CONFLICT DO NOTHING")) {
      move.setString(1, endpoint.key());
      move.setTimestamp(2, Timestamp.from(before));
      move.setString(3, reason);
      move.setTimestamp(4, Timestamp.from(now));
      move.executeUpdate();
    }
  }
}
