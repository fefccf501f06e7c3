package ocelli.vision.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FinishedInWindowTest {
  private static final Duration QUIET = Duration.ofMillis(100);

  private final ActorTestKit kit = ActorTestKit.create();
  private final Map<Integer, CompletableFuture<Integer>> begun = new ConcurrentHashMap<>();
  private TestPublisher.Probe<Integer> source;
  private TestSubscriber.Probe<Integer> sink;

  @BeforeEach
  void run() {
    FinishedInWindow<Integer, Integer> flow = new FinishedInWindow<>(2, 4, this::begin);
    Pair<TestPublisher.Probe<Integer>, TestSubscriber.Probe<Integer>> ends =
        TestSource.<Integer>create(kit.system().classicSystem())
            .via(flow)
            .toMat(TestSink.create(kit.system().classicSystem()), Keep.both())
            .run(kit.system());
    source = ends.first();
    sink = ends.second();
    sink.ensureSubscription().request(100);
  }

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  @Test
  void laterOneFinishedFirst_isEmittedOnlyWithTheFirst() {
    source.sendNext(0).sendNext(1);
    finish(1);
    sink.expectNoMessage(QUIET);
    finish(0);
    sink.expectNext(1);
  }

  @Test
  void slowFirst_othersGoOnAsFarAsTheWindow() {
    for (int i = 0; i < 6; i++) {
      source.sendNext(i);
    }
    finish(1);
    finish(2);
    finish(3);
    sink.expectNoMessage(QUIET);
    assertThat(begun.keySet()).containsExactlyInAnyOrder(0, 1, 2, 3);
    finish(0);
    sink.expectNext(3);
    finish(4);
    sink.expectNext(4);
  }

  @Test
  void twoInWork_aThirdIsNotTaken() {
    source.sendNext(0).sendNext(1).sendNext(2);
    sink.expectNoMessage(QUIET);
    assertThat(begun.keySet()).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void sourceEnds_afterWhatIsInWork() {
    source.sendNext(0).sendNext(1).sendComplete();
    finish(0);
    sink.expectNext(0);
    finish(1);
    sink.expectNext(1).expectComplete();
  }

  @Test
  void workFails_theStreamFails() {
    source.sendNext(0);
    awaited(0).completeExceptionally(new IllegalStateException("the broker is gone"));
    assertThat(sink.expectError()).hasMessage("the broker is gone");
  }

  private CompletionStage<Integer> begin(Integer element) {
    return awaited(element);
  }

  private void finish(int element) {
    kit.createTestProbe()
        .awaitAssert(
            () -> {
              assertThat(begun).containsKey(element);
              return element;
            });
    awaited(element).complete(element);
  }

  private CompletableFuture<Integer> awaited(int element) {
    return begun.computeIfAbsent(element, key -> new CompletableFuture<>());
  }
}
