package ocelli.firehose.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import ocelli.envelope.v1m0.Envelope;
import ocelli.firehose.core.Admitted;
import ocelli.firehose.core.Batch;
import ocelli.firehose.core.From;
import ocelli.firehose.core.JournalRow;
import ocelli.firehose.core.Page;
import ocelli.firehose.core.Resumption;
import ocelli.ocr.v1m0.Text;
import ocelli.protocol.ClientId;
import ocelli.protocol.EnvelopeReader.WellFormed;
import ocelli.protocol.Payloads;
import ocelli.runtime.jdbc.Database;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal on a real database. */
class JournalIT {
  private static final ClientId CLIENT = new ClientId("client");
  private static final ClientId OTHER = new ClientId("other");
  private static final WriterKey KEY = new WriterKey(0, 2, "topic");
  private static final Instant DAY = Instant.parse("2026-11-21T00:00:00Z");
  private static TestNode node;

  private Journal journal;

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
    journal =
        Journal.open(
            Database.open(
                node.context().system(), LiveBackend.shared().newDatabase(), "journal-it"),
            Duration.ofDays(1),
            Duration.ofDays(3),
            4,
            1_000_000);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void batch_isCommittedWithLastCursorsAndPosition() throws Exception {
    assertThat(get(journal.writer().position(KEY))).isZero();
    append(0, batch(DAY, 0, 5));
    append(5, batch(DAY, 5, 9));
    assertThat(get(journal.writer().position(KEY))).isEqualTo(9);
    List<JournalRow> rows = rows(get(journal.reader().read(CLIENT, -1)));
    assertThat(rows).extracting(JournalRow::cursor).containsExactly(0L, 1L, 2L, 3L);
    assertThat(rows.get(3).previous()).hasValue(2);
    assertThat(rows(get(journal.reader().read(CLIENT, 3))))
        .extracting(JournalRow::cursor)
        .containsExactly(4L, 5L, 6L, 7L);
    assertThat(get(journal.reader().lasts(Set.of(CLIENT, OTHER))))
        .containsOnly(Map.entry(CLIENT, 8L));
    assertThat(get(journal.reader().read(OTHER, -1))).isInstanceOf(Page.Nothing.class);
  }

  @Test
  void emptyBatch_movesThePosition() throws Exception {
    get(journal.writer().position(KEY));
    append(0, new Batch(10_000, DAY, List.of()));
    assertThat(get(journal.writer().position(KEY))).isEqualTo(10_000);
  }

  /** Effect and position are one: what was not written is read again. */
  @Test
  void rowsThatCannotBeWritten_leaveThePositionWhereItWas() throws Exception {
    get(journal.writer().position(KEY));
    append(0, batch(DAY, 0, 3));
    WriterKey astray = new WriterKey(0, 3, "topic");
    get(journal.writer().position(astray));
    assertThatThrownBy(() -> get(journal.writer().append(astray, 0, batch(DAY, 0, 5))))
        .hasMessageContaining("cannot append a batch"); // its cursors are taken
    assertThat(get(journal.writer().position(astray))).isZero();
    assertThat(rows(get(journal.reader().read(CLIENT, -1)))).hasSize(3);
  }

  @Test
  void secondWriter_isFencedAndWritesNothing() throws Exception {
    get(journal.writer().position(KEY));
    append(0, batch(DAY, 0, 3));
    Append zombie = get(journal.writer().append(KEY, 0, batch(DAY, 0, 5)));
    assertThat(zombie).isInstanceOf(Append.Fenced.class);
    assertThat(get(journal.writer().position(KEY))).isEqualTo(3);
    assertThat(rows(get(journal.reader().read(CLIENT, -1)))).hasSize(3);
    assertThat(get(journal.writer().append(KEY, 3, batch(DAY, 3, 4))))
        .isInstanceOf(Append.Committed.class);
  }

  @Test
  void manyWritersAtOnce_oneOfThemCommits() throws Exception {
    get(journal.writer().position(KEY));
    for (int round = 0; round < 10; round++) {
      long from = round * 3L;
      List<CompletableFuture<Append>> racing =
          IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      journal
                          .writer()
                          .append(KEY, from, batch(DAY, from, from + 3))
                          .toCompletableFuture())
              .toList();
      long committed = 0;
      for (CompletableFuture<Append> one : racing) {
        committed += get(one).match(rows -> 1L, () -> 0L);
      }
      assertThat(committed).isEqualTo(1);
    }
    List<Long> cursors = new ArrayList<>();
    for (long position = -1; position < 29; position = cursors.get(cursors.size() - 1)) {
      rows(get(journal.reader().read(CLIENT, position))).forEach(row -> cursors.add(row.cursor()));
    }
    assertThat(cursors).isEqualTo(IntStream.range(0, 30).asLongStream().boxed().toList());
  }

  @Test
  void anotherTopicUnderTheSameEpoch_isRefused() throws Exception {
    get(journal.writer().position(KEY));
    WriterKey recreated = new WriterKey(0, 2, "topic made anew");
    assertThatThrownBy(() -> get(journal.writer().position(recreated)))
        .hasMessageContaining("needs a new epoch");
  }

  @Test
  void retention_dropsByLogTimeAndSaysTooOld() throws Exception {
    get(journal.writer().position(KEY));
    append(0, batch(DAY, 0, 2));
    append(2, batch(DAY.plus(Duration.ofDays(3)), 2, 3)); // the first day is still within three
    assertThat(open(new From.After(0))).isEqualTo(new Resumption.Resumed(0));
    append(3, batch(DAY.plus(Duration.ofDays(4)), 3, 4));

    Resumption tooOld = new Resumption.TooOld(OptionalLong.of(2));
    assertThat(open(new From.After(0))).isEqualTo(tooOld);
    assertThat(open(new From.After(-1))).isEqualTo(tooOld);
    assertThat(get(journal.reader().read(CLIENT, 0))).isInstanceOf(Page.Overtaken.class);
    assertThat(open(new From.After(1))).isEqualTo(new Resumption.Resumed(1));
    assertThat(open(new From.Earliest())).isEqualTo(new Resumption.Resumed(1));
    assertThat(open(new From.Latest())).isEqualTo(new Resumption.Resumed(3));
    assertThat(open(new From.Since(DAY.plus(Duration.ofDays(4)))))
        .isEqualTo(new Resumption.Resumed(2));

    append(4, new Batch(5, DAY.plus(Duration.ofDays(30)), List.of()));
    assertThat(open(new From.After(1))).isEqualTo(new Resumption.TooOld(OptionalLong.empty()));
    assertThat(open(new From.After(3))).isEqualTo(new Resumption.Resumed(3));
    append(5, batch(DAY.plus(Duration.ofDays(30)), 5, 6));
    assertThat(rows(get(journal.reader().read(CLIENT, 3))).get(0).previous()).hasValue(3);
  }

  private void append(long from, Batch batch) throws Exception {
    assertThat(get(journal.writer().append(KEY, from, batch))).isInstanceOf(Append.Committed.class);
  }

  private Resumption open(From from) throws Exception {
    return get(journal.reader().open(CLIENT, from));
  }

  private static Batch batch(Instant time, long from, long next) {
    List<Admitted> messages = new ArrayList<>();
    for (long offset = from; offset < next; offset++) {
      Text text = Text.newBuilder().setText("offset " + offset).build();
      Envelope envelope =
          Envelope.newBuilder()
              .setCorrelationId("t")
              .setMessageId(String.format("%032x", offset))
              .setCreatedAtMicros(1)
              .setPayload(Payloads.pack(text))
              .build();
      messages.add(new Admitted(CLIENT, offset, time, new WellFormed(envelope, text)));
    }
    return new Batch(next, time, messages);
  }

  private static List<JournalRow> rows(Page page) {
    return page.match(Page.Rows::rows, List::of, gone -> List.of());
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
