package ocelli.summaries.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import ocelli.summaries.journal.v1m0.Observed;
import ocelli.summaries.journal.v1m0.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnyOrderTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void inputs_inAnyOrderTwiceAndInAnyBatches_sameBytes(long seed) {
    Random random = new Random(seed);
    int images = 1 + random.nextInt(6);
    Inputs inputs = new Inputs("t", images);
    List<Observed> all = new ArrayList<>();
    for (int n = 0; n < images; n++) {
      all.addAll(inputs.wholly(n, random));
    }
    Outcome inOrder = only(all, new Random(0));
    for (int i = 0; i < 10; i++) {
      assertThat(only(Inputs.shuffled(all, random), random)).isEqualTo(inOrder);
    }
    assertThat(Ledgers.summary(inOrder).getImagesCount()).isEqualTo(images);
    assertThat(Ledgers.summary(inOrder).getClosedBy()).isEqualTo("complete");
  }

  /** Tells the inputs in batches of random sizes; repetitions after the closing change nothing. */
  private static Outcome only(List<Observed> inputs, Random random) {
    Ledgers ledgers = new Ledgers();
    for (int from = 0; from < inputs.size(); ) {
      int to = Math.min(inputs.size(), from + 1 + random.nextInt(5));
      ledgers.take(inputs.subList(from, to), java.time.Duration.ZERO);
      from = to;
    }
    assertThat(ledgers.ledger.nextOffset()).isEqualTo(inputs.size());
    List<Outcome> outcomes = List.copyOf(ledgers.ledger.unpublished());
    assertThat(outcomes).isNotEmpty();
    Outcome last = outcomes.get(outcomes.size() - 1);
    assertThat(outcomes).hasSize(1);
    return last;
  }
}
