package ocelli.summaries.actor;

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
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.summaries.SummariesSettings;
import ocelli.summaries.core.Inputs;
import ocelli.summaries.journal.v1m0.Advanced;
import ocelli.summaries.journal.v1m0.Closing;
import ocelli.summaries.journal.v1m0.Observed;
import ocelli.summaries.journal.v1m0.Outcome;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two writers of one partition on a real journal, as where a node stood still and another took
 * over: the journal's key refuses whom the other has overtaken, who then goes on from what the
 * other wrote, with nothing of its own said or acknowledged.
 */
class WriterFenceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60); // on a machine that is busy
  private static final String READ_JOURNAL = "ocelli.summaries.read-journal"; // of this test alone
  private static final String ID = "summaries|vision-1-0";

  private final FakeLog zombieLog = new FakeLog();
  private final FakeLog successorLog = new FakeLog();
  private final FakePublisher zombieSays = new FakePublisher();
  private final FakePublisher successorSays = new FakePublisher();
  private TestNode node;
  private SummariesSettings settings;
  private TestProbe<Object> probe;

  @BeforeEach
  void start() {
    DatabaseSettings database = LiveBackend.shared().newDatabase();
    node =
        LiveBackend.shared()
            .node(
                LiveBackend.hocon("ocelli.summaries.database", database)
                    + LiveBackend.hocon(
                        "akka-persistence-jdbc.shared-databases.summaries.db", database)
                    + READ_JOURNAL
                    + " = ${jdbc-read-journal} { use-shared-db = summaries }\n");
    ActorSystem<?> system = node.context().system();
    Database.open(system, database, "fence-it").migrateWithJournal(List.of()).close();
    settings = SummariesSettings.from(node.context().settings("ocelli.summaries"));
    probe = TestProbe.create(system);
  }

  @AfterEach
  void end() {
    node.close();
  }

  @Test
  void zombiesLateAppend_isRefusedAndItGoesOnFromTheJournal() throws Exception {
    ActorRef<SummariesActor.Command> zombie = writer("zombie", zombieLog, zombieSays);
    await(() -> assertThat(zombieLog.readFrom).containsExactly(0L));
    take(zombie, 4, whole("first")).receiveMessage(PATIENCE);
    await(() -> assertThat(zombieSays.sent).hasSize(1)); // not marked published: it stands still

    ActorRef<SummariesActor.Command> successor = writer("successor", successorLog, successorSays);
    await(() -> assertThat(successorLog.readFrom).containsExactly(4L));
    take(successor, 8, whole("second")).receiveMessage(PATIENCE);
    await(() -> assertThat(successorSays.sent).hasSize(2)); // the first again, and the second

    TestProbe<Done> late = take(zombie, 12, whole("third"));
    await(() -> assertThat(zombieLog.readFrom).containsExactly(0L, 8L));
    late.expectNoMessage(Duration.ZERO);
    assertThat(closed()).containsExactly("first", "second");
    await(
        () ->
            assertThat(zombieSays.sent)
                .extracting(Outcome::getTransaction)
                .containsExactly("first", "first", "second"));

    take(zombie, 12, whole("third")).receiveMessage(PATIENCE); // as it is read again
    assertThat(closed()).containsExactly("first", "second", "third");
    assertThat(events())
        .extracting(EventEnvelope::sequenceNr)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 3).boxed().toList());
  }

  private ActorRef<SummariesActor.Command> writer(
      String name, PartitionLog log, Publisher publisher) {
    SummariesMeters meters = new SummariesMeters(new SimpleMeterRegistry());
    return node.context()
        .system()
        .systemActorOf(
            SummariesActor.create(
                ID,
                settings.writer(),
                new SummariesActor.Surroundings(log, publisher, Clock.systemUTC(), meters)),
            name,
            Props.empty());
  }

  private TestProbe<Done> take(
      ActorRef<SummariesActor.Command> writer, long nextOffset, List<Observed> inputs) {
    TestProbe<Done> reply = TestProbe.create(node.context().system());
    writer.tell(new SummariesActor.Take(inputs, nextOffset, Inputs.START, reply.getRef()));
    return reply;
  }

  /** All that there is of an image that is alone. */
  private static List<Observed> whole(String transaction) {
    Inputs inputs = new Inputs(transaction, 1);
    return List.of(
        inputs.text(0, 0, 1, "hello\n"), inputs.codes(0), inputs.faces(0), inputs.quality(0, 5));
  }

  /** The transactions that the journal says are closed, in its order. */
  private List<String> closed() throws Exception {
    return events().stream()
        .filter(envelope -> envelope.event() instanceof Advanced)
        .flatMap(envelope -> ((Advanced) envelope.event()).getClosingsList().stream())
        .map(Closing::getOutcome)
        .map(Outcome::getTransaction)
        .toList();
  }

  private List<EventEnvelope> events() throws Exception {
    ActorSystem<?> system = node.context().system();
    return PersistenceQuery.get(system)
        .getReadJournalFor(JdbcReadJournal.class, READ_JOURNAL)
        .currentEventsByPersistenceId(ID, 0, Long.MAX_VALUE)
        .runWith(Sink.seq(), system)
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void await(Runnable assertion) {
    probe.awaitAssert(
        PATIENCE,
        () -> {
          assertion.run();
          return Done.getInstance();
        });
  }
}
