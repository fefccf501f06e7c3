package ocelli.push;

import static ocelli.push.PushFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.Offset;
import akka.persistence.query.PersistenceQuery;
import akka.stream.javadsl.Sink;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import ocelli.push.actor.JournalPlugins;
import ocelli.push.core.Slices;
import ocelli.push.journal.v1m0.PushMessage;
import ocelli.push.journal.v1m0.SliceAppended;
import ocelli.runtime.jdbc.DatabaseSettings;
import org.junit.jupiter.api.Test;

/** The tag query's gap rule skips an event that commits late: the read side must not. */
class SkippedEventIT {
  private static final String IMPATIENT =
      """
      ocelli.push.roles = [read]
      ocelli.push.view.sweep-every = 300ms
      ocelli.push.read-journal.refresh-interval = 20ms
      ocelli.push.read-journal.journal-sequence-retrieval { query-delay = 20ms, max-tries = 3 }
      """;
  private static final int SLICE = 2;

  @Test
  void eventThatCommitsAfterTheWindow_isFetchedByItsNumber() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(number -> 200)) {
      var node = fixture.start(IMPATIENT);
      ActorSystem<?> system = node.node().context().system();
      try (Connection late = connect(fixture.database());
          Connection other = connect(fixture.database())) {
        late.setAutoCommit(false);
        insert(other, event(1, receiver.url()), 1, Slices.tag(0, SLICE));
        await("the first", Duration.ofSeconds(30), () -> receiver.accepted().size() == 1);
        List<Long> byTag = followTag(system, Slices.tag(0, SLICE));

        insert(late, event(2, receiver.url()), 2, Slices.tag(0, SLICE));
        insert(other, event(3, receiver.url()), 3, Slices.tag(0, SLICE));
        await("by tag", Duration.ofSeconds(10), () -> byTag.contains(3L));
        await("gap", Duration.ofSeconds(10), () -> node.count("ocelli.push.gaps") >= 1);
        assertThat(receiver.accepted()).as("the third waits for the second").hasSize(1);
        late.commit();

        await("both", Duration.ofSeconds(10), () -> receiver.accepted().size() == 3);
        assertThat(node.count("ocelli.push.fetched", "reason", "check")).isGreaterThanOrEqualTo(1);
        assertThat(byTag).as("what the tag query gave").containsExactly(1L, 3L);
        assertThat(receiver.accepted())
            .extracting(Receiver.Webhook::cursor)
            .containsExactly(1L, 2L, 3L);
      }
    }
  }

  private static Connection connect(DatabaseSettings database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  private static List<Long> followTag(ActorSystem<?> system, String tag) {
    List<Long> sequences = new CopyOnWriteArrayList<>();
    journal(system)
        .eventsByTag(tag, Offset.noOffset())
        .runWith(Sink.foreach(envelope -> sequences.add(envelope.sequenceNr())), system);
    return sequences;
  }

  private static JdbcReadJournal journal(ActorSystem<?> system) {
    return PersistenceQuery.get(system)
        .getReadJournalFor(JdbcReadJournal.class, JournalPlugins.READ_JOURNAL);
  }

  private static SliceAppended event(long number, String url) {
    String body =
        String.format("{\"id\":\"m%d\",\"cursor\":%d,\"transaction\":\"t\"}", number, number);
    return SliceAppended.newBuilder()
        .setSlice(SLICE)
        .setNumber(number)
        .setPredecessor(number - 1)
        .setNextOffset(number)
        .addMessages(
            PushMessage.newBuilder()
                .setClient("erin")
                .setUrl(url)
                .setGeneration(1)
                .setTransaction("t")
                .setId("m" + number)
                .setCursor(number)
                .setBody(ByteString.copyFrom(body, StandardCharsets.UTF_8)))
        .build();
  }

  private static void insert(Connection connection, SliceAppended event, long sequence, String tag)
      throws SQLException {
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
      write.setBytes(3, event.toByteArray());
      try (ResultSet rows = write.executeQuery()) {
        rows.next();
        tagged.setLong(1, rows.getLong(1));
      }
      tagged.setString(2, tag);
      tagged.executeUpdate();
    }
  }
}
