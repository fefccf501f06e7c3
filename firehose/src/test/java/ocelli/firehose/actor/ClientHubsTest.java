package ocelli.firehose.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.pubsub.Topic;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import ocelli.firehose.core.JournalRow;
import ocelli.firehose.core.Word;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientHubsTest {
  private static final ClientId CLIENT = new ClientId("client");
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final AtomicInteger queries = new AtomicInteger();
  private final AtomicReference<CompletableFuture<Map<ClientId, Long>>> journal =
      new AtomicReference<>(CompletableFuture.completedFuture(Map.of()));
  private ActorTestKit kit;
  private ManualTime time;
  private TestProbe<Word> answers;
  private ActorRef<ClientHubs.Command> hubs;

  @BeforeEach
  void start() {
    kit = ActorTestKit.create(ManualTime.config());
    time = ManualTime.get(kit.system());
    answers = kit.createTestProbe(Word.class);
    TestProbe<Topic.Command<ClientHubs.Nudge>> nudges = kit.createTestProbe();
    hubs =
        kit.spawn(
            ClientHubs.create(
                nudges.getRef(),
                clients -> {
                  queries.incrementAndGet();
                  return journal.get();
                },
                HEARTBEAT,
                1000));
    nudges.receiveMessage();
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void commitHere_isHandedOnFromMemory() {
    joinAndAsk(4);
    hubs.tell(new ClientHubs.Appended(List.of(row(7, 4))));
    assertThat(answers.receiveMessage()).isEqualTo(new Word.Rows(List.of(row(7, 4))));
    assertThat(queries).hasValue(0);
  }

  @Test
  void commitElsewhere_sendsToTheTable() {
    joinAndAsk(4);
    hubs.tell(new ClientHubs.Nudge(Map.of(CLIENT, 7L)));
    assertThat(answers.receiveMessage()).isEqualTo(new Word.ReadTable());
  }

  @Test
  void lostNudge_isFoundBeforeTheHeartbeat() {
    journal.set(CompletableFuture.completedFuture(Map.of(CLIENT, 7L)));
    joinAndAsk(4);
    time.timePasses(HEARTBEAT);
    assertThat(answers.receiveMessage()).isEqualTo(new Word.ReadTable());
  }

  @Test
  void silence_isOneQueryForAllAndThenAHeartbeat() {
    for (int i = 0; i < 10; i++) {
      hubs.tell(new ClientHubs.Join(new ClientId("client-" + i)));
      hubs.tell(new ClientHubs.Ask(new ClientId("client-" + i), 4, answers.getRef()));
    }
    answers.expectNoMessage(Duration.ofMillis(50));
    time.timePasses(HEARTBEAT);
    for (int i = 0; i < 10; i++) {
      assertThat(answers.receiveMessage()).isEqualTo(new Word.Quiet());
    }
    assertThat(queries).hasValue(1);
  }

  @Test
  void journalDown_connectionsStillSeeThatItLives() {
    journal.set(CompletableFuture.failedFuture(new IllegalStateException("down")));
    joinAndAsk(4);
    time.timePasses(HEARTBEAT);
    assertThat(answers.receiveMessage()).isEqualTo(new Word.Quiet());
  }

  @Test
  void nobodyConnected_noQuery() {
    joinAndAsk(4);
    hubs.tell(new ClientHubs.Leave(CLIENT));
    hubs.tell(new ClientHubs.Ask(CLIENT, 4, answers.getRef()));
    assertThat(answers.receiveMessage()).isEqualTo(new Word.ReadTable());
    time.timePasses(HEARTBEAT);
    assertThat(queries).hasValue(0);
  }

  private void joinAndAsk(long position) {
    hubs.tell(new ClientHubs.Join(CLIENT));
    hubs.tell(new ClientHubs.Ask(CLIENT, position, answers.getRef()));
    answers.expectNoMessage(Duration.ofMillis(50));
  }

  private static JournalRow row(long cursor, long previous) {
    ByteString body = ByteString.copyFromUtf8("{}");
    return new JournalRow(
        CLIENT, cursor, OptionalLong.of(previous), Instant.EPOCH, "ocr.v1m0.Text", "t", body);
  }
}
