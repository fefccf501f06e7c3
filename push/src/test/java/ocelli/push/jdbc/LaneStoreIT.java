package ocelli.push.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import ocelli.push.core.Changes;
import ocelli.push.core.Endpoint;
import ocelli.push.core.LaneRecord;
import ocelli.push.core.LoadedRows;
import ocelli.push.journal.v1m0.DeliveryOrder;
import ocelli.push.journal.v1m0.PushMessage;
import ocelli.runtime.jdbc.Database;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a lane wrote stays, also where one that was replaced writes after its successor. */
class LaneStoreIT {
  private static final Endpoint ENDPOINT = new Endpoint("nina", "https://nina.example/hook", 1);
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static final Instant LATER = NOW.plus(1, ChronoUnit.DAYS);
  private static final int LIMIT = 50;
  private static TestNode node;

  private Database database;
  private LaneStore lanes;

  @BeforeAll
  static void startNode() {
    node = LiveBackend.shared().node("");
  }

  @AfterAll
  static void endNode() {
    node.close();
  }

  @BeforeEach
  void open() {
    database =
        Database.open(node.context().system(), LiveBackend.shared().newDatabase(), "lane-it")
            .migrateWithJournal(List.of("db/push"));
    lanes = new LaneStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void lateWriteOfAZombie_takesNoMarkBack() throws Exception {
    write(marks(9, 12L));
    write(marks(3, 5L, 15L));
    LaneRecord record = get(lanes.read(ENDPOINT));
    assertThat(record.mark()).isEqualTo(9);
    assertThat(record.above()).as("what the zombie delivered counts").containsExactly(12L, 15L);
  }

  @Test
  void lateWriteAtTheSameMark_keepsWhatIsDeliveredBeyond() throws Exception {
    write(marks(3, 5L, 6L, 7L));
    write(marks(3, 5L));
    assertThat(get(lanes.read(ENDPOINT)).above()).containsExactly(5L, 6L, 7L);
    write(marks(6, 7L));
    assertThat(get(lanes.read(ENDPOINT)).above()).containsExactly(7L);
  }

  @Test
  void zombieParksWhatIsDelivered_itDoesNotComeBack() throws Exception {
    write(marks(9, 12L));
    write(parked(3, row(3, 1), row(12, 1), row(13, 1)));
    assertThat(cursors()).as("only what nobody has delivered").containsExactly(13L);
  }

  @Test
  void zombieMovesARowThatIsDelivered_itDoesNotComeBack() throws Exception {
    write(parked(3, row(3, 1)));
    write(new Changes(3, List.of(), List.of(), List.of(3L), List.of(), false));
    write(parked(3, row(3, 2)));
    assertThat(cursors()).isEmpty();
  }

  @Test
  void rowThatFailsAgain_isMovedButNeverToAnEarlierAttempt() throws Exception {
    write(parked(3, row(3, 1)));
    write(parked(3, row(3, 4)));
    write(parked(3, row(3, 2)));
    assertThat(rows()).extracting(Changes.Parked::failed).containsExactly(4);
    assertThat(rows()).extracting(Changes.Parked::due).containsExactly(NOW.plusSeconds(4));
  }

  @Test
  void endpointThatIsGone_staysGone() throws Exception {
    write(new Changes(3, List.of(), List.of(), List.of(), List.of(), true));
    write(marks(2));
    assertThat(get(lanes.read(ENDPOINT)).gone()).isTrue();
  }

  private void write(Changes changes) throws Exception {
    get(lanes.write("tag", ENDPOINT, changes, NOW));
  }

  private List<Changes.Parked> rows() throws Exception {
    LoadedRows loaded = get(lanes.rows().due(ENDPOINT, DeliveryOrder.PARALLEL, LATER, LIMIT));
    return loaded.rows();
  }

  private List<Long> cursors() throws Exception {
    return rows().stream().map(row -> row.message().getCursor()).toList();
  }

  private static Changes marks(long mark, Long... above) {
    return new Changes(mark, List.of(above), List.of(), List.of(), List.of(), false);
  }

  private static Changes parked(long mark, Changes.Parked... rows) {
    return new Changes(mark, List.of(), List.of(rows), List.of(), List.of(), false);
  }

  /** A row that is due a second later after each attempt. */
  private static Changes.Parked row(long cursor, int failed) {
    PushMessage message =
        PushMessage.newBuilder().setCursor(cursor).setTransaction("t" + cursor).build();
    return new Changes.Parked(message, failed, NOW.plusSeconds(failed));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS); // on a machine that is busy
  }
}
