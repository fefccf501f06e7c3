package ocelli.vision.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.codes.v1m0.Codes;
import ocelli.vision.Sketches;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.engine.VisionTasks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final ActorTestKit kit = ActorTestKit.create();
  private final Sketches sketches = new Sketches();

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  @Test
  void look_slowOne_doesNotHoldBackTheOtherWorker() {
    ActorRef<Workers.Command> workers = workers(2, LONG);
    TestProbe<Seen> slow = look(workers, "slow:a");
    assertThat(code(look(workers, "b"))).isEqualTo("b");
    assertThat(code(look(workers, "c"))).isEqualTo("c");
    sketches.release("slow:a");
    assertThat(code(slow)).isEqualTo("slow:a");
  }

  @Test
  void look_engineThrows_isAnsweredAndTheEngineReplaced() {
    ActorRef<Workers.Command> workers = workers(1, LONG);
    TestProbe<Seen> bug = look(workers, "bug");
    TestProbe<Seen> next = look(workers, "next");
    assertThat(bug.receiveMessage(LONG)).isInstanceOf(Seen.GaveUp.class);
    assertThat(code(next)).isEqualTo("next");
    assertThat(sketches.opened()).isEqualTo(2);
    assertThat(sketches.closed()).isEqualTo(1);
  }

  @Test
  void look_engineHangs_isGivenUpAndTheEngineReplaced() {
    ActorRef<Workers.Command> workers = workers(1, SHORT);
    TestProbe<Seen> hanging = look(workers, "slow:hangs");
    TestProbe<Seen> next = look(workers, "next");
    assertThat(hanging.receiveMessage(LONG)).isInstanceOf(Seen.GaveUp.class);
    assertThat(code(next)).isEqualTo("next");
    assertThat(inspect(workers)).contains("1 engines do not return");
    sketches.release("slow:hangs");
    kit.createTestProbe().awaitAssert(LONG, () -> healthy(workers));
    assertThat(sketches.closed()).isEqualTo(1);
  }

  @Test
  void inspect_engineDoesNotOpen_saysSoUntilItDoes() {
    AtomicInteger tries = new AtomicInteger();
    ActorRef<Workers.Command> workers =
        kit.spawn(
            Workers.create(
                () -> {
                  if (tries.incrementAndGet() == 1) {
                    throw new UnsatisfiedLinkError("no such library");
                  }
                  return sketches.open(VisionTasks.CODES);
                },
                new Workers.Limits(1, LONG, SHORT)));
    TestProbe<Seen> early = look(workers, "early");
    kit.createTestProbe()
        .awaitAssert(
            LONG,
            () -> {
              assertThat(inspect(workers).orElse("")).contains("no such library");
              return workers;
            });
    assertThat(code(early)).isEqualTo("early");
    assertThat(inspect(workers)).isEmpty();
  }

  private Object healthy(ActorRef<Workers.Command> workers) {
    assertThat(inspect(workers)).isEmpty();
    return workers;
  }

  private ActorRef<Workers.Command> workers(int count, Duration look) {
    return kit.spawn(
        Workers.create(
            () -> sketches.open(VisionTasks.CODES), new Workers.Limits(count, look, SHORT)));
  }

  private TestProbe<Seen> look(ActorRef<Workers.Command> workers, String image) {
    TestProbe<Seen> probe = kit.createTestProbe();
    workers.tell(
        new Workers.Look(ByteString.copyFromUtf8(image), EngineRequest.PLAIN, probe.getRef()));
    return probe;
  }

  private Optional<String> inspect(ActorRef<Workers.Command> workers) {
    TestProbe<Optional<String>> probe = kit.createTestProbe();
    workers.tell(new Workers.Inspect(probe.getRef()));
    return probe.receiveMessage(LONG);
  }

  private static String code(TestProbe<Seen> probe) {
    Message payload = ((Seen.Result) probe.receiveMessage(LONG)).payload();
    return ((Codes) payload).getCodes(0).getText();
  }
}
