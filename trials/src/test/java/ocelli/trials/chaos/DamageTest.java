package ocelli.trials.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DamageTest {
  private static byte[] bytes(String words) {
    return words.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void behind_changesOneBitOfOneByte_there() {
    byte[] before = bytes("{\"sha256\":\"0000\"}");
    Damage damage = Damage.behind("\"sha256\":\"", 2, new SplittableRandom(1));
    byte[] after = damage.apply(before.clone());
    int at = "{\"sha256\":\"00".length();
    assertThat(Integer.bitCount(before[at] ^ after[at])).isEqualTo(1);
    after[at] = before[at];
    assertThat(after).isEqualTo(before);
    assertThat(damage.done()).isEqualTo(1);
  }

  @Test
  void behind_leavesAloneWhatLacksTheWords_orEndsBefore() {
    Damage damage = Damage.behind("eyJ", 4, new SplittableRandom(1));
    assertThat(damage.apply(bytes("something else"))).isEqualTo(bytes("something else"));
    assertThat(damage.apply(bytes("a eyJabcd"))).isEqualTo(bytes("a eyJabcd"));
    assertThat(damage.done()).isZero();
  }

  @Test
  void first_changesTheFirst() {
    assertThat(Damage.first(new SplittableRandom(1)).apply(bytes("Zrow"))[0])
        .isNotEqualTo((byte) 'Z');
  }
}
