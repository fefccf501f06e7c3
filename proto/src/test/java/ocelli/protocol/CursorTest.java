package ocelli.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CursorTest {
  @Test
  void of_epochAndOffset_areFoundAgain() {
    Cursor cursor = Cursor.of(3, 1234);
    assertThat(cursor.epoch()).isEqualTo(3);
    assertThat(cursor.offset()).isEqualTo(1234);
  }

  @Test
  void of_laterEpoch_isBehindEveryOffsetOfTheEarlier() {
    assertThat(Cursor.of(1, 0)).isGreaterThan(Cursor.of(0, (1L << 45) - 1));
  }

  @Test
  void of_largest_isExactAsADouble() {
    long largest = Cursor.of(255, (1L << 45) - 1).value();
    assertThat((long) (double) largest).isEqualTo(largest);
  }

  @Test
  void of_outOfRange_isRefused() {
    assertThatThrownBy(() -> Cursor.of(256, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Cursor.of(0, 1L << 45)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Cursor(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
