package ocelli.push.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import ocelli.push.core.LaneModel.Sent;
import ocelli.push.journal.v1m0.DeliveryOrder;
import ocelli.testkit.Histories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lanes in virtual time, with failing endpoints, redeliveries and a crash every few dozen steps:
 * nothing is lost, repeats are bounded by the crashes, each order holds.
 */
class LaneSimulationTest {
  private static final int MESSAGES = 200; // each is several steps: offered, sent, ended, written
  private static final double FAILING = 0.2;
  private static final double CRASHING = 0.1; // of each step: dozens in a history
  private static final int CRASHES = 3; // issue 4: in each history
  private static final int REPEATS = 10; // ARCHITECTURE, push: for each crash

  @ParameterizedTest
  @EnumSource(
      value = DeliveryOrder.class,
      names = {"PER_TRANSACTION", "STRICT", "PARALLEL"})
  void anyHistory_losesNothingRepeatsLittleKeepsItsOrder(DeliveryOrder order) {
    Histories.each(
        seed -> {
          LaneModel model = new LaneModel(seed, order, FAILING, CRASHING);
          model.run(MESSAGES, CRASHES);
          assertThat(model.crashes()).isGreaterThanOrEqualTo(CRASHES);
          assertThat(model.deliveredCursors()).hasSize(model.journalled());
          assertThat(model.deadLetters()).isEmpty();
          assertThat(model.repeats()).isLessThanOrEqualTo(REPEATS * model.crashes());
          assertThat(model.highestInFlight()).isLessThanOrEqualTo(REPEATS);
          assertOrder(model, order);
        });
  }

  private static void assertOrder(LaneModel model, DeliveryOrder order) {
    if (order == DeliveryOrder.PARALLEL) {
      return;
    }
    Map<String, Long> last = new HashMap<>();
    for (Sent sent : model.firstDeliveries()) {
      String queue = order == DeliveryOrder.STRICT ? "" : sent.transaction();
      Long before = last.put(queue, sent.cursor());
      assertThat(before == null ? -1 : before).isLessThan(sent.cursor());
    }
  }
}
