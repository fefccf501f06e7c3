package ocelli.push;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import ocelli.push.core.Slices;
import ocelli.push.journal.v1m0.PushMessage;
import ocelli.push.journal.v1m0.SliceAppended;
import ocelli.runtime.jdbc.DatabaseSettings;

/**
 * Writes events as the journal does, in transactions that a test holds open as long as it likes.
 */
final class JournalRows implements AutoCloseable {
  private final Connection connection;
  private final String url;

  /**
   * @param url where the messages are to go
   */
  JournalRows(DatabaseSettings database, String url) throws SQLException {
    this.connection =
        DriverManager.getConnection(database.url(), database.user(), database.password());
    connection.setAutoCommit(false);
    this.url = url;
  }

  /** The n-th event of partition 0, number m of its slice; not committed. */
  void insert(long sequence, int slice, long number) throws SQLException {
    try (PreparedStatement write =
            connection.prepareStatement(
                "INSERT INTO event_journal (persistence_id, sequence_number, writer,"
                    + " write_timestamp, adapter_manifest, event_ser_id, event_ser_manifest,"
                    + " event_payload) VALUES (?, ?, 'test', 0, '', 720201, 'S', ?)"
                    + " RETURNING ordering");
        PreparedStatement tagged =
            connection.prepareStatement("INSERT INTO event_tag (event_id, tag) VALUES (?, ?)")) {
      write.setString(1, Slices.persistenceId(0));
      write.setLong(2, sequence);
      write.setBytes(3, event(sequence, slice, number).toByteArray());
      try (ResultSet rows = write.executeQuery()) {
        rows.next();
        tagged.setLong(1, rows.getLong(1));
      }
      tagged.setString(2, Slices.tag(0, slice));
      tagged.executeUpdate();
    }
  }

  void commit() throws SQLException {
    connection.commit();
  }

  /**
   * Takes a value of the ordering column that no row will ever have, as a rolled back write does.
   */
  void leaveAHole() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT nextval('event_journal_ordering_seq')");
    }
    connection.rollback();
  }

  private SliceAppended event(long sequence, int slice, long number) {
    String body =
        String.format("{\"id\":\"m%d\",\"cursor\":%d,\"transaction\":\"t\"}", sequence, sequence);
    return SliceAppended.newBuilder()
        .setSlice(slice)
        .setNumber(number)
        .setPredecessor(sequence - 1)
        .setNextOffset(sequence)
        .addMessages(
            PushMessage.newBuilder()
                .setClient("erin")
                .setUrl(url)
                .setGeneration(1)
                .setTransaction("t")
                .setId("m" + sequence)
                .setCursor(sequence)
                .setBody(ByteString.copyFrom(body, StandardCharsets.UTF_8)))
        .build();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
