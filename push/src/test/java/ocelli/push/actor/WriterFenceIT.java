package ocelli.push.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.EventEnvelope;
import akka.persistence.query.PersistenceQuery;
import akka.stream.javadsl.Sink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import ocelli.push.core.Batch;
import ocelli.push.core.Records;
import ocelli.push.core.Slices;
import ocelli.push.journal.v1m0.PushMessage;
import ocelli.push.journal.v1m0.SliceAppended;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two writers of one partition on a real journal, as where a node stood still and another took
 * over: the journal's key refuses whom the other has overtaken, and that one ends.
 */
class WriterFenceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60); // on a machine that is busy
  private static final Slices SLICES = new Slices(4);
  private static final int RACES = 5;

  private TestNode node;
  private TestProbe<Object> probe;
  private int writers;

  @BeforeEach
  void start() {
    DatabaseSettings database = LiveBackend.shared().newDatabase();
    node =
        LiveBackend.shared()
            .node(LiveBackend.hocon("akka-persistence-jdbc.shared-databases.push.db", database));
    ActorSystem<?> system = node.context().system();
    Database.open(system, database, "fence-it").migrateWithJournal(List.of("db/push")).close();
    probe = TestProbe.create(system);
  }

  @AfterEach
  void end() {
    node.close();
  }

  @Test
  void zombiesLateAppend_isRefusedWholeAndItEnds() throws Exception {
    ActorRef<Writer.Command> zombie = writer();
    append(zombie, 0, 2);
    ActorRef<Writer.Command> successor = writer();
    assertThat(position(successor)).isEqualTo(2);
    append(successor, 2, 3);

    CompletableFuture<Done> late = new CompletableFuture<>();
    zombie.tell(new Writer.Append(batch(2, 9), late)); // more events than its successor wrote
    probe.expectTerminated(zombie, PATIENCE);
    assertThat(late).as("what it never wrote is not acknowledged").isNotDone();
    assertThat(offsets()).containsExactlyInAnyOrderElementsOf(upTo(3));

    append(successor, 3, 9);
    assertThat(position(writer())).isEqualTo(9);
    assertThat(offsets()).containsExactlyInAnyOrderElementsOf(upTo(9));
    assertEachSequenceNumberOnce();
  }

  @Test
  void twoAtOnce_oneIsWrittenAndTheOtherEnds() throws Exception {
    for (int race = 0; race < RACES; race++) {
      long from = race * 6L;
      List<ActorRef<Writer.Command>> racing = List.of(writer(), writer());
      for (ActorRef<Writer.Command> one : racing) {
        assertThat(position(one)).isEqualTo(from);
      }
      CompletableFuture<Done> first = new CompletableFuture<>();
      CompletableFuture<Done> second = new CompletableFuture<>();
      racing.get(0).tell(new Writer.Append(batch(from, from + 6), first));
      racing.get(1).tell(new Writer.Append(batch(from, from + 6), second));
      get(CompletableFuture.anyOf(first, second));
      probe.expectTerminated(racing.get(first.isDone() ? 1 : 0), PATIENCE);
      assertThat(first.isDone() && second.isDone()).isFalse();
    }
    assertThat(offsets()).containsExactlyInAnyOrderElementsOf(upTo(RACES * 6L));
    assertEachSequenceNumberOnce();
  }

  private ActorRef<Writer.Command> writer() {
    return node.context()
        .system()
        .systemActorOf(Writer.create(0, SLICES), "writer-" + ++writers, Props.empty());
  }

  private static void append(ActorRef<Writer.Command> writer, long from, long to) throws Exception {
    CompletableFuture<Done> appended = new CompletableFuture<>();
    writer.tell(new Writer.Append(batch(from, to), appended));
    get(appended);
  }

  private static long position(ActorRef<Writer.Command> writer) throws Exception {
    CompletableFuture<Long> position = new CompletableFuture<>();
    writer.tell(new Writer.AskPosition(position::complete));
    return get(position);
  }

  /** A record of another client each: events of several slices. */
  private static Batch batch(long from, long to) {
    return new Batch(
        to, LongStream.range(from, to).mapToObj(n -> Records.pushed("c" + n, n)).toList());
  }

  private static List<Long> upTo(long end) {
    return LongStream.range(0, end).boxed().toList();
  }

  private List<EventEnvelope> events() throws Exception {
    ActorSystem<?> system = node.context().system();
    return get(
        PersistenceQuery.get(system)
            .getReadJournalFor(JdbcReadJournal.class, JournalPlugins.READ_JOURNAL)
            .currentEventsByPersistenceId(Slices.persistenceId(0), 0, Long.MAX_VALUE)
            .runWith(Sink.seq(), system)
            .toCompletableFuture());
  }

  /** Of the messages in the journal. */
  private List<Long> offsets() throws Exception {
    return events().stream()
        .filter(envelope -> envelope.event() instanceof SliceAppended)
        .flatMap(envelope -> ((SliceAppended) envelope.event()).getMessagesList().stream())
        .map(PushMessage::getCursor)
        .toList();
  }

  private void assertEachSequenceNumberOnce() throws Exception {
    List<EventEnvelope> events = events();
    assertThat(events)
        .extracting(EventEnvelope::sequenceNr)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
  }

  private static <T> T get(Future<T> answer) throws Exception {
    return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
