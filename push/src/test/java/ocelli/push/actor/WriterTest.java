package ocelli.push.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import com.google.protobuf.Message;
import com.typesafe.config.ConfigFactory;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import ocelli.push.core.Batch;
import ocelli.push.core.Records;
import ocelli.push.core.Slices;
import ocelli.push.core.WriterState;
import ocelli.push.journal.v1m0.ClientCursor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The writer over the testkit's journal, with every event through its serializer. */
class WriterTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  """
                  akka.actor.provider = local
                  ocelli.push.journal.class = "akka.persistence.testkit.PersistenceTestKitPlugin"
                  ocelli.push.snapshots.class = "akka.persistence.testkit.PersistenceTestKitSnapshotPlugin"
                  """)
              .withFallback(EventSourcedBehaviorTestKit.config())
              .withFallback(ConfigFactory.load())
              .resolve());

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @Test
  void append_thenRestart_sameStateAndPosition() {
    EventSourcedBehaviorTestKit<Writer.Command, Message, WriterState> writer =
        EventSourcedBehaviorTestKit.create(
            KIT.system(),
            Writer.create(0, new Slices(4)),
            EventSourcedBehaviorTestKit.enabledSerializationSettings()
                .withVerifyCommands(false)
                .withVerifyState(false));
    CompletableFuture<Done> appended = new CompletableFuture<>();
    var result =
        writer.runCommand(
            new Writer.Append(
                new Batch(3, List.of(Records.pushed("a", 0), Records.silent("b", 2))), appended));
    assertThat(appended).isDone();
    assertThat(result.state().nextOffset()).isEqualTo(3);
    writer.restart();
    AtomicLong position = new AtomicLong();
    writer.runCommand(new Writer.AskPosition(position::set));
    assertThat(position).hasValue(3);
    WriterState recovered = writer.getState();
    assertThat(recovered.snapshot().getCursorsList())
        .extracting(ClientCursor::getClient)
        .containsExactly("a", "b");
    int slice = new Slices(4).of("a");
    assertThat(recovered.head(slice).getNumber()).isEqualTo(1);
    assertThat(recovered.head(slice).getSequence()).isEqualTo(1);
  }

  @Test
  void serializer_everyKind_comesBackTheSame() throws NotSerializableException {
    WriterState state = new WriterState(new Slices(4));
    List<Message> events =
        state.decide(new Batch(3, List.of(Records.pushed("a", 0), Records.silent("b", 2))));
    events.forEach(state::apply);
    List<Message> all = new ArrayList<>(events);
    all.add(state.snapshot());
    all.add(state.head(new Slices(4).of("a")));
    JournalSerializer serializer = new JournalSerializer();
    for (Message message : all) {
      assertThat(serializer.fromBinary(serializer.toBinary(message), serializer.manifest(message)))
          .isEqualTo(message);
    }
    assertThat(all).hasSize(4);
  }
}
