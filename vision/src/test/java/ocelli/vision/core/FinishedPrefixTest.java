package ocelli.vision.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FinishedPrefixTest {

  @Test
  void finish_secondBeforeFirst_movesOnlyWithTheFirst() {
    FinishedPrefix<String> prefix = new FinishedPrefix<>();
    assertThat(prefix.finish(1, "second")).isEmpty();
    assertThat(prefix.waiting()).isEqualTo(1);
    assertThat(prefix.finish(0, "first")).contains("second");
    assertThat(prefix.length()).isEqualTo(2);
  }

  @Test
  void finish_twice_isRefused() {
    FinishedPrefix<String> prefix = new FinishedPrefix<>();
    prefix.finish(0, "first");
    prefix.finish(2, "third");
    assertThatThrownBy(() -> prefix.finish(0, "again"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> prefix.finish(2, "again"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void finish_anyOrder_isTheFirstGapOfAPlainSet(long seed) {
    List<Long> order = new ArrayList<>(LongStream.range(0, 500).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    FinishedPrefix<Long> prefix = new FinishedPrefix<>();
    BitSet finished = new BitSet();
    for (long place : order) {
      int before = finished.nextClearBit(0);
      finished.set((int) place);
      int after = finished.nextClearBit(0);
      assertThat(prefix.finish(place, place))
          .isEqualTo(after > before ? Optional.of(after - 1L) : Optional.empty());
      assertThat(prefix.length()).isEqualTo(after);
      assertThat(prefix.waiting()).isEqualTo(finished.cardinality() - after);
    }
  }
}
