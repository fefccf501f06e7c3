package ocelli.firehose.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import ocelli.firehose.core.Admitted;
import ocelli.firehose.core.Batch;
import ocelli.firehose.core.JournalRow;
import ocelli.protocol.ClientId;
import ocelli.runtime.HaltPoint;
import ocelli.runtime.jdbc.Database;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The journal's write side. Thread-safe; one writer per partition is kept by the position's fence.
 */
public final class JournalWriter {
  private static final String NO_PARTITION = "23514"; // check_violation: no partition takes the row

  private static final HaltPoint INSERTED = HaltPoint.named("firehose-inserted");

  private final Database database;
  private final TimePartitions partitions;

  JournalWriter(Database database, TimePartitions partitions) {
    this.database = database;
    this.partitions = partitions;
  }

  /**
   * The offset to read next; 0 for a writer that never wrote.
   *
   * @return fails where the epoch belongs to another topic
   */
  public CompletionStage<Long> position(WriterKey key) {
    return database.transact(connection -> position(connection, key));
  }

  /**
   * Journals a batch, in one transaction with the clients' last cursors and the position.
   *
   * @param from where the batch starts: the position must be there, or another writer lives
   */
  public CompletionStage<Append> append(WriterKey key, long from, Batch batch) {
    List<Instant> times = batch.messages().stream().map(Admitted::appendedAt).toList();
    return partitions
        .ensure(times)
        .thenCompose(made -> database.transact(connection -> append(connection, key, from, batch)))
        .thenCompose(answer -> partitions.drop(batch.newest()).thenApply(done -> answer));
  }

  private Append append(Connection connection, WriterKey key, long from, Batch batch)
      throws SQLException {
    if (!moved(connection, key, from, batch.next())) {
      connection.rollback();
      return new Append.Fenced();
    }
    List<JournalRow> rows = batch.rows(key.epoch(), lasts(connection, batch.clients()));
    insertKept(connection, rows);
    moveLasts(connection, rows);
    INSERTED.reached();
    return new Append.Committed(rows);
  }

  /** A writer that is far behind the others may bring what retention has already passed. */
  private void insertKept(Connection connection, List<JournalRow> rows) throws SQLException {
    try {
      insert(connection, rows.stream().filter(row -> partitions.keeps(row.appendedAt())).toList());
    } catch (SQLException e) {
      if (NO_PARTITION.equals(e.getSQLState())) {
        partitions.forget();
      }
      throw withoutContent(e);
    }
  }

  /**
   * The driver's message of a failed batch holds the rows: clients' data, which no log may have.
   */
  private static SQLException withoutContent(SQLException failure) {
    ServerErrorMessage said =
        failure.getNextException() instanceof PSQLException server
            ? server.getServerErrorMessage()
            : null;
    String reason = said == null ? "the database did not take it" : said.getMessage();
    return new SQLException("cannot append a batch: " + reason, failure.getSQLState());
  }

  private static long position(Connection connection, WriterKey key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into firehose.writer (epoch, partition, topic_id, position)"
                + " values (?, ?, ?, 0) on conflict do nothing")) {
      statement.setInt(1, key.epoch());
      statement.setInt(2, key.partition());
      statement.setString(3, key.topicId());
      statement.executeUpdate();
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select topic_id, position from firehose.writer where epoch = ? and partition = ?")) {
      statement.setInt(1, key.epoch());
      statement.setInt(2, key.partition());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (!row.getString(1).equals(key.topicId())) {
          throw new SQLException(
              "epoch "
                  + key.epoch()
                  + " belongs to topic "
                  + row.getString(1)
                  + ", not to "
                  + key.topicId()
                  + ": a new delivery-1 needs a new epoch");
        }
        return row.getLong(2);
      }
    }
  }

  private static boolean moved(Connection connection, WriterKey key, long from, long next)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update firehose.writer set position = ?"
                + " where epoch = ? and partition = ? and topic_id = ? and position = ?")) {
      statement.setLong(1, next);
      statement.setInt(2, key.epoch());
      statement.setInt(3, key.partition());
      statement.setString(4, key.topicId());
      statement.setLong(5, from);
      return statement.executeUpdate() == 1;
    }
  }

  static Map<ClientId, Long> lasts(Connection connection, Set<ClientId> clients)
      throws SQLException {
    if (clients.isEmpty()) {
      return Map.of();
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select client, cursor from firehose.client_last where client = any(?)")) {
      Object[] names = clients.stream().map(ClientId::value).toArray();
      statement.setArray(1, connection.createArrayOf("text", names));
      try (ResultSet rows = statement.executeQuery()) {
        Map<ClientId, Long> lasts = new HashMap<>();
        while (rows.next()) {
          lasts.put(new ClientId(rows.getString(1)), rows.getLong(2));
        }
        return lasts;
      }
    }
  }

  private static void insert(Connection connection, List<JournalRow> rows) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into firehose.message"
                + " (client, cursor, appended_at, previous, type, transaction, body)"
                + " values (?, ?, ?, ?, ?, ?, ?)")) {
      for (JournalRow row : rows) {
        statement.setString(1, row.client().value());
        statement.setLong(2, row.cursor());
        statement.setTimestamp(3, Timestamp.from(row.appendedAt()));
        setPrevious(statement, row.previous());
        statement.setString(5, row.type());
        statement.setString(6, row.transaction());
        statement.setBytes(7, row.body().toByteArray());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void setPrevious(PreparedStatement statement, OptionalLong previous)
      throws SQLException {
    if (previous.isPresent()) {
      statement.setLong(4, previous.getAsLong());
    } else {
      statement.setNull(4, Types.BIGINT);
    }
  }

  private static void moveLasts(Connection connection, List<JournalRow> rows) throws SQLException {
    Map<ClientId, Long> lasts = new HashMap<>();
    rows.forEach(row -> lasts.put(row.client(), row.cursor()));
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into firehose.client_last (client, cursor) values (?, ?)"
                + " on conflict (client) do update set cursor = excluded.cursor")) {
      for (Map.Entry<ClientId, Long> last : new ArrayList<>(lasts.entrySet())) {
        statement.setString(1, last.getKey().value());
        statement.setLong(2, last.getValue());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
