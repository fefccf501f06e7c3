package ocelli.ledger.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import ocelli.ledger.core.Answer;
import ocelli.ledger.core.Endpoint;
import ocelli.ledger.core.Entry;
import ocelli.protocol.ClientId;
import ocelli.protocol.ImageId;
import ocelli.protocol.TransactionId;

/** An entry as a row of {@code ledger.entry}. */
final class EntryRow {
  static final String COLUMNS =
      "image, client, transaction, accepted_at, expected, summarised, answers, endpoints";

  static final String OPEN =
      "insert into ledger.entry ("
          + COLUMNS
          + ", answered, complete) values (?, ?, ?, ?, '{}', false, '{}', '{}', false, false)"
          + " on conflict (image) do nothing";

  // What was written off stays so, whatever comes late.
  static final String CHANGE =
      "update ledger.entry set expected = ?, summarised = ?, answers = ?, endpoints = ?,"
          + " answered = ?, complete = complete or ? where image = ?";

  private EntryRow() {}

  static void addOpening(PreparedStatement open, Entry entry) throws SQLException {
    open.setString(1, entry.image().value());
    open.setString(2, entry.client().value());
    open.setString(3, entry.transaction().value());
    open.setObject(4, OffsetDateTime.ofInstant(entry.acceptedAt(), ZoneOffset.UTC));
    open.addBatch();
  }

  static void addChange(PreparedStatement change, Entry entry) throws SQLException {
    Connection connection = change.getConnection();
    change.setArray(1, array(connection, entry.expected()));
    change.setBoolean(2, entry.summarised());
    List<Endpoint> endpoints = entry.endpoints();
    change.setArray(
        3,
        array(connection, entry.answers().stream().map(answer -> answer.text(endpoints)).toList()));
    change.setArray(4, array(connection, endpoints.stream().map(Endpoint::text).toList()));
    change.setBoolean(5, entry.answered());
    change.setBoolean(6, entry.complete());
    change.setString(7, entry.image().value());
    change.addBatch();
  }

  static Array array(Connection connection, List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray(String[]::new));
  }

  static Entry read(ResultSet row) throws SQLException {
    List<Endpoint> endpoints = texts(row, "endpoints").stream().map(Endpoint::parse).toList();
    return new Entry(
        new ImageId(row.getString("image")),
        new ClientId(row.getString("client")),
        new TransactionId(row.getString("transaction")),
        row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
        texts(row, "expected"),
        row.getBoolean("summarised"),
        texts(row, "answers").stream().map(text -> Answer.parse(text, endpoints)).toList());
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }
}
