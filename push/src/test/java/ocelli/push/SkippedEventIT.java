package ocelli.push;

import static ocelli.push.PushFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.pubsub.Topic;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.Offset;
import akka.persistence.query.PersistenceQuery;
import akka.stream.javadsl.Sink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import ocelli.push.actor.JournalPlugins;
import ocelli.push.actor.NudgesForTests;
import ocelli.push.core.Slices;
import ocelli.push.journal.v1m0.JournalHead;
import org.junit.jupiter.api.Test;

/**
 * Whatever the tag query skips or waits for is delivered all the same: by its number, by the sweep,
 * by the nudge. No writer runs here, so that no nudge comes but a test's own.
 */
class SkippedEventIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60); // on a machine that is busy
  private static final int SLICE = 2;
  private static final int OTHER = 3;

  /** The tag query gives a hole up after 60 ms, and with it what commits into it later. */
  private static final String SKIPS =
      """
      ocelli.push.roles = [read]
      ocelli.push.read-journal.refresh-interval = 20ms
      ocelli.push.read-journal.journal-sequence-retrieval { query-delay = 20ms, max-tries = 3 }
      """;

  /** The tag query waits at a hole for longer than any test. */
  private static final String STALLS =
      """
      ocelli.push.roles = [read]
      ocelli.push.read-journal.refresh-interval = 20ms
      ocelli.push.read-journal.journal-sequence-retrieval { query-delay = 20ms, max-tries = 1000000 }
      """;

  private static final String SWEEPS = "ocelli.push.view.sweep-every = 300ms\n";
  private static final String NEVER_SWEEPS = "ocelli.push.view.sweep-every = 1h\n";

  @Test
  void lateCommit_isFetchedByTheNumberThatIsMissing() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(number -> 200);
        JournalRows late = new JournalRows(fixture.database(), receiver.url());
        JournalRows other = new JournalRows(fixture.database(), receiver.url())) {
      var node = fixture.start(SKIPS + SWEEPS);
      List<Long> byTag = delivered(node, other, receiver);

      late.insert(2, SLICE, 2);
      other.insert(3, SLICE, 3);
      other.commit();
      await("by tag", PATIENCE, () -> byTag.contains(3L));
      await("gap", PATIENCE, () -> node.count("ocelli.push.gaps") >= 1);
      assertThat(receiver.accepted()).as("the third waits for the second").hasSize(1);
      late.commit();

      await("both", PATIENCE, () -> receiver.accepted().size() == 3);
      assertThat(node.count("ocelli.push.fetched", "reason", "check")).isGreaterThanOrEqualTo(1);
      assertThat(byTag).as("what the tag query gave").containsExactly(1L, 3L);
      assertThat(cursors(receiver)).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void lateCommitOfAQuietClientsLastEvent_isFoundByTheSweep() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(number -> 200);
        JournalRows late = new JournalRows(fixture.database(), receiver.url());
        JournalRows other = new JournalRows(fixture.database(), receiver.url())) {
      var node = fixture.start(SKIPS + SWEEPS);
      List<Long> byTag = delivered(node, other, receiver);
      List<Long> byOtherTag = followTag(node.node().context().system(), OTHER);

      late.insert(2, SLICE, 2);
      other.insert(3, OTHER, 1);
      other.commit();
      await("the window is over", PATIENCE, () -> byOtherTag.contains(3L));
      late.commit();

      await("both", PATIENCE, () -> receiver.accepted().size() == 3);
      assertThat(cursors(receiver)).containsExactlyInAnyOrder(1L, 2L, 3L);
      assertThat(byTag).as("what the tag query gave").containsExactly(1L);
      assertThat(node.count("ocelli.push.fetched", "reason", "check")).isGreaterThanOrEqualTo(1);
      assertThat(node.count("ocelli.push.gaps")).as("no number showed it").isZero();
    }
  }

  @Test
  void holeInTheOrderingAndTheNudgeLost_theSweepBringsWhatTheTagQueryWaitsWith() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(number -> 200);
        JournalRows journal = new JournalRows(fixture.database(), receiver.url())) {
      var node = fixture.start(STALLS + SWEEPS);
      List<Long> byTag = delivered(node, journal, receiver);

      journal.leaveAHole();
      journal.insert(2, SLICE, 2);
      journal.commit();

      await("the second", PATIENCE, () -> receiver.accepted().size() == 2);
      assertThat(byTag).as("what the tag query gave").containsExactly(1L);
      assertThat(node.count("ocelli.push.fetched", "reason", "check")).isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void holeInTheOrdering_theNudgeBringsItWithoutASweep() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(number -> 200);
        JournalRows journal = new JournalRows(fixture.database(), receiver.url())) {
      var node = fixture.start(STALLS + NEVER_SWEEPS);
      List<Long> byTag = delivered(node, journal, receiver);

      journal.leaveAHole();
      journal.insert(2, SLICE, 2);
      journal.commit();
      JournalHead head =
          JournalHead.newBuilder().setSlice(SLICE).setNumber(2).setSequence(2).build();
      var nudges = NudgesForTests.spawn(node.node().context().system(), 0);
      await(
          "the second",
          PATIENCE,
          () -> {
            nudges.tell(Topic.publish(head)); // a topic that has just started loses some
            return receiver.accepted().size() == 2;
          });
      assertThat(byTag).as("what the tag query gave").containsExactly(1L);
      assertThat(node.count("ocelli.push.fetched", "reason", "nudge")).isGreaterThanOrEqualTo(1);
    }
  }

  /** Brings the first event to the receiver, and follows the slice as the tag query gives it. */
  private static List<Long> delivered(
      PushFixture.Running node, JournalRows journal, Receiver receiver) throws Exception {
    journal.insert(1, SLICE, 1);
    journal.commit();
    await("the first", PATIENCE, () -> receiver.accepted().size() == 1);
    List<Long> byTag = followTag(node.node().context().system(), SLICE);
    await("the first by tag", PATIENCE, () -> byTag.contains(1L));
    return byTag;
  }

  private static List<Long> cursors(Receiver receiver) {
    return receiver.accepted().stream().map(Receiver.Webhook::cursor).toList();
  }

  private static List<Long> followTag(ActorSystem<?> system, int slice) {
    List<Long> sequences = new CopyOnWriteArrayList<>();
    PersistenceQuery.get(system)
        .getReadJournalFor(JdbcReadJournal.class, JournalPlugins.READ_JOURNAL)
        .eventsByTag(Slices.tag(0, slice), Offset.noOffset())
        .runWith(Sink.foreach(envelope -> sequences.add(envelope.sequenceNr())), system);
    return sequences;
  }
}
