package ocelli.summaries.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.runtime.kafka.PositionMoves;
import ocelli.summaries.core.ClosingRules;
import ocelli.summaries.core.Inputs;
import ocelli.summaries.journal.v1m0.Advanced;
import ocelli.summaries.journal.v1m0.Closing;
import ocelli.summaries.journal.v1m0.Observed;
import ocelli.summaries.journal.v1m0.Outcome;
import ocelli.summaries.journal.v1m0.Published;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SummariesActorTest {
  private static final ActorTestKit ACTORS =
      ActorTestKit.create(
          PersistenceTestKitPlugin.config()
              .withFallback(PersistenceTestKitSnapshotPlugin.config())
              .withFallback(
                  ConfigFactory.parseString("akka.actor.allow-java-serialization = off")));
  private static final PersistenceTestKit JOURNAL = PersistenceTestKit.create(ACTORS.system());
  private static final AtomicInteger TESTS = new AtomicInteger();
  private static final ClosingRules RULES =
      new ClosingRules(
          Duration.ofSeconds(30),
          Duration.ofMinutes(15),
          1000,
          Duration.ofHours(1),
          Duration.ofHours(24),
          100,
          Duration.ofDays(8),
          100);

  private final String id = "summaries|test-" + TESTS.incrementAndGet();
  private final FakeLog log = new FakeLog();
  private final FakePublisher publisher =
      new FakePublisher(() -> JOURNAL.persistedInStorage(id).size());
  private final ManualClock clock = new ManualClock();
  private final TestProbe<Object> probe = ACTORS.createTestProbe();
  private ActorRef<SummariesActor.Command> actor = ACTORS.spawn(behavior(100, 1000));

  private Behavior<SummariesActor.Command> behavior(int unpublishedAtMost, int snapshotEvery) {
    ActorSettings settings =
        new ActorSettings(
            RULES,
            Duration.ofHours(1),
            unpublishedAtMost,
            snapshotEvery,
            SupervisorStrategy.restartWithBackoff(Duration.ofMillis(10), Duration.ofMillis(10), 0),
            "",
            "");
    Behavior<SummariesActor.Command> writer =
        SummariesActor.create(
            id,
            settings,
            new SummariesActor.Surroundings(
                log, publisher, clock, new SummariesMeters(new SimpleMeterRegistry())));
    return Behaviors.supervise(writer).onFailure(settings.restarts());
  }

  @BeforeEach
  void reads() {
    readsFrom(0L);
  }

  @AfterEach
  void stop() {
    ACTORS.stop(actor);
  }

  @AfterAll
  static void shutDown() {
    ACTORS.shutdownTestKit();
  }

  private void crashAndRecover(int snapshotEvery) {
    ACTORS.stop(actor);
    actor = ACTORS.spawn(behavior(100, snapshotEvery));
  }

  private TestProbe<Done> take(long nextOffset, Observed... inputs) {
    TestProbe<Done> reply = ACTORS.createTestProbe();
    actor.tell(new SummariesActor.Take(List.of(inputs), nextOffset, Inputs.START, reply.getRef()));
    return reply;
  }

  private static Observed[] whole(Inputs inputs) {
    return new Observed[] {
      inputs.text(0, 0, 1, "hello\n"), inputs.codes(0), inputs.faces(0), inputs.quality(0, 5)
    };
  }

  private List<Outcome> sent(int count) {
    return probe.awaitAssert(
        () -> {
          assertThat(publisher.sent).hasSize(count);
          return List.copyOf(publisher.sent);
        });
  }

  private void readsFrom(Long... positions) {
    probe.awaitAssert(
        () -> {
          assertThat(log.readFrom).containsExactly(positions);
          return Done.getInstance();
        });
  }

  @Test
  void take_aBatch_oneEventWithItsPositionThenPublishedThenMarked() {
    take(17, whole(new Inputs("t", 1))).receiveMessage();
    Advanced event = JOURNAL.expectNextPersistedClass(id, Advanced.class);
    assertThat(event.getNextOffset()).isEqualTo(17);
    assertThat(event.getObservedCount()).isEqualTo(4);
    assertThat(event.getClosingsCount()).isEqualTo(1);
    Outcome outcome = sent(1).get(0);
    assertThat(publisher.eventsWhenSent).containsExactly(1);
    publisher.acknowledge();
    Published marked = JOURNAL.expectNextPersistedClass(id, Published.class);
    assertThat(marked.getMessageIdsList()).containsExactly(outcome.getMessageId());
    JOURNAL.expectNothingPersisted(id, Duration.ofMillis(200));
  }

  @Test
  void take_nothingForASummary_stillMovesThePosition() {
    take(5).receiveMessage();
    crashAndRecover(1000);
    readsFrom(0L, 5L);
  }

  @Test
  void take_whatAPredecessorTook_notTakenAgain() {
    take(5).receiveMessage();
    JOURNAL.expectNextPersistedClass(id, Advanced.class);
    take(5, whole(new Inputs("t", 1))).receiveMessage();
    JOURNAL.expectNothingPersisted(id, Duration.ofMillis(200));
  }

  @Test
  void recover_afterPersistBeforePublish_publishesTheSameAgain() {
    take(17, whole(new Inputs("t", 1))).receiveMessage();
    Outcome decided = sent(1).get(0);
    crashAndRecover(1000);
    assertThat(sent(2)).containsExactly(decided, decided);
    readsFrom(0L, 17L);
  }

  @Test
  void recover_afterPublishBeforeMark_publishesTheSameAgain() {
    take(17, whole(new Inputs("t", 1))).receiveMessage();
    Outcome decided = sent(1).get(0);
    ACTORS.stop(actor);
    publisher.acknowledge(); // the broker has it, and nobody is there to mark it
    actor = ACTORS.spawn(behavior(100, 1000));
    assertThat(sent(2)).containsExactly(decided, decided);
  }

  @Test
  void recover_afterMark_publishesNothing() {
    take(17, whole(new Inputs("t", 1))).receiveMessage();
    sent(1);
    publisher.acknowledge();
    JOURNAL.expectNextPersistedClass(id, Advanced.class);
    JOURNAL.expectNextPersistedClass(id, Published.class);
    crashAndRecover(1000);
    readsFrom(0L, 17L);
    sent(1);
  }

  @Test
  void publish_refused_restartsAndPublishesTheSameAgain() {
    take(17, whole(new Inputs("t", 1))).receiveMessage();
    Outcome decided = sent(1).get(0);
    publisher.refuse();
    assertThat(sent(2)).containsExactly(decided, decided);
    readsFrom(0L, 17L);
  }

  @Test
  void take_tooManyUnpublished_answeredWhenTheBrokerHasThem() {
    ACTORS.stop(actor);
    actor = ACTORS.spawn(behavior(0, 1000));
    TestProbe<Done> reply = take(17, whole(new Inputs("t", 1)));
    sent(1);
    reply.expectNoMessage(Duration.ofMillis(100));
    publisher.acknowledge();
    reply.receiveMessage();
  }

  @Test
  void idle_atThePartitionsEnd_closesAndTheClosingIsAnEvent() {
    Inputs inputs = new Inputs("t", 0);
    take(4, whole(inputs)).receiveMessage();
    JOURNAL.expectNextPersistedClass(id, Advanced.class);
    clock.pass(Duration.ofSeconds(31));
    log.extent = new PartitionLog.Extent(0, 5); // one more record is on its way
    actor.tell(new SummariesActor.LookForEnd());
    JOURNAL.expectNothingPersisted(id, Duration.ofMillis(200));
    log.extent = new PartitionLog.Extent(0, 4);
    actor.tell(new SummariesActor.LookForEnd());
    Advanced event = JOURNAL.expectNextPersistedClass(id, Advanced.class);
    assertThat(event.getNextOffset()).isEqualTo(4);
    assertThat(event.getClosingsList())
        .singleElement()
        .extracting(Closing::getClosedBy)
        .isEqualTo("partial");
    assertThat(event.getLogTimeMicros()).isEqualTo(Inputs.START + 31_000_000);
    sent(1);
  }

  @Test
  void recover_fromASnapshot_knowsOpenTransactionsAndTheOutbox() {
    crashAndRecover(1);
    Inputs open = new Inputs("open", 1);
    take(1, open.text(0, 0, 1, "early\n")).receiveMessage();
    take(5, whole(new Inputs("t", 1))).receiveMessage();
    Outcome decided = sent(1).get(0);
    crashAndRecover(1);
    assertThat(sent(2)).containsExactly(decided, decided);
    take(9, open.codes(0), open.faces(0), open.quality(0, 5)).receiveMessage();
    assertThat(sent(3).get(2).getTransaction()).isEqualTo("open");
  }

  @Test
  void recover_positionOutsideTheLog_stopsLoudlyAndNamesWhatIsMissing() {
    take(5).receiveMessage();
    log.extent = new PartitionLog.Extent(50, 60);
    crashAndRecover(1000);
    probe.awaitAssert(
        () -> {
          assertThat(log.stopped).singleElement().asString().contains("5 to 49 are missing");
          return Done.getInstance();
        });
    readsFrom(0L);
    ACTORS.stop(actor);
    assertThat(log.stopped).as("said where the partition is now").isEmpty();
  }

  @Test
  void recover_aLastBatchOfTheReaderBefore_isNoGapInALogThatWasAskedEarlier() {
    take(5).receiveMessage();
    CompletableFuture<PartitionLog.Extent> asked = new CompletableFuture<>();
    log.slow = asked;
    crashAndRecover(1000);
    take(8).receiveMessage();
    log.slow = null;
    log.extent = new PartitionLog.Extent(0, 8);
    asked.complete(new PartitionLog.Extent(0, 6));
    readsFrom(0L, 8L);
    assertThat(log.stopped).isEmpty();
  }

  @Test
  void recover_positionThatAPersonMoved_goesOnThere_andKnowsWhatItHad() {
    Inputs open = new Inputs("open", 1);
    take(5, open.text(0, 0, 1, "early\n")).receiveMessage();
    log.extent = new PartitionLog.Extent(50, 60);
    log.moves = new PositionMoves(List.of(new PositionMoves.Move(0, 5, 50)));
    crashAndRecover(1000);
    readsFrom(0L, 50L);
    assertThat(log.stopped).isEmpty();
    take(54, open.codes(0), open.faces(0), open.quality(0, 5)).receiveMessage();
    assertThat(sent(1).get(0).getTransaction()).isEqualTo("open");
    log.extent = new PartitionLog.Extent(50, 60);
    crashAndRecover(1000);
    readsFrom(0L, 50L, 54L);
  }
}
