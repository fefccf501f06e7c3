package ocelli.push.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import ocelli.push.core.LaneModel.Sent;
import ocelli.push.journal.v1m0.DeliveryOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lanes against a store and an endpoint that are played, in virtual time. */
class LaneStateTest {
  private static final int MESSAGES = 300;

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void failuresAndCrashes_nothingIsLostOrderHoldsRepeatsAreBounded(int seed) {
    LaneModel model = new LaneModel(seed, DeliveryOrder.PER_TRANSACTION, 0.2, 0.004);
    model.run(MESSAGES);
    assertThat(model.deliveredCursors()).as("all of them").hasSize(MESSAGES);
    assertThat(model.deadLetters()).isEmpty();
    assertThat(model.repeats())
        .as("crashes " + model.crashes())
        .isLessThanOrEqualTo(10 * model.crashes());
    Map<String, Long> last = new HashMap<>();
    for (Sent sent : model.firstDeliveries()) {
      Long before = last.put(sent.transaction(), sent.cursor());
      assertThat(before == null ? -1 : before).as(sent.transaction()).isLessThan(sent.cursor());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void strict_oneOrderForAll(int seed) {
    LaneModel model = new LaneModel(seed, DeliveryOrder.STRICT, 0.15, 0.004);
    model.run(MESSAGES);
    assertThat(model.firstDeliveries()).hasSize(MESSAGES).extracting(Sent::cursor).isSorted();
    assertThat(model.repeats()).isLessThanOrEqualTo(10 * model.crashes());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void parallel_allArrive(int seed) {
    LaneModel model = new LaneModel(seed, DeliveryOrder.PARALLEL, 0.2, 0.004);
    model.run(MESSAGES);
    assertThat(model.deliveredCursors()).hasSize(MESSAGES);
    assertThat(model.repeats()).isLessThanOrEqualTo(10 * model.crashes());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void deadForAWhile_theViewIsNeverHeldAndAllArrive(int seed) {
    LaneModel model = new LaneModel(seed, DeliveryOrder.PER_TRANSACTION, 0, 0.002);
    model.endpointDead(true);
    model.offerAll(MESSAGES);
    model.runFor(120);
    assertThat(model.settled()).as("in the retry store").isEqualTo(MESSAGES);
    model.endpointDead(false);
    model.finish();
    assertThat(model.deliveredCursors()).hasSize(MESSAGES);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void drained_whatWasDeliveredIsOnRecord(int seed) {
    LaneModel model = new LaneModel(seed, DeliveryOrder.PARALLEL, 0.2, 0);
    assertThat(model.drain(MESSAGES)).isZero();
  }

  @Test
  void gone_everythingBecomesADeadLetter() {
    LaneModel model = new LaneModel(7, DeliveryOrder.PER_TRANSACTION, 0, 0);
    model.endpointGone();
    model.run(50);
    assertThat(model.deliveredCursors()).isEmpty();
    assertThat(model.deadLetters()).hasSize(50);
    assertThat(model.attempts()).as("those in flight at the first 410").isLessThanOrEqualTo(10);
  }

  @Test
  void neverAnswering_atMostTheWindowIsOnTheWay() {
    LaneModel model = new LaneModel(3, DeliveryOrder.PARALLEL, 0, 0);
    model.endpointDead(true);
    model.offerAll(200);
    assertThat(model.highestInFlight()).isEqualTo(10);
    assertThat(model.unsettledInMemory()).as("window and queue").isLessThanOrEqualTo(50);
  }
}
