package ocelli.push.actor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficTest {
  private final Traffic whole = Traffic.ofAll();
  private final Traffic one = whole.part();
  private final Traffic other = whole.part();

  @Test
  void close_part_closesNoOther() {
    one.close();
    assertThat(one.isOpen()).isFalse();
    assertThat(other.isOpen()).isTrue();
    assertThat(whole.isOpen()).isTrue();
  }

  @Test
  void close_whole_closesEachPart() {
    whole.close();
    assertThat(one.isOpen()).isFalse();
    assertThat(other.isOpen()).isFalse();
  }

  @Test
  void isQuiet_partIsBeforeTheWhole() {
    one.add(1);
    other.add(1);
    one.add(-1);
    assertThat(one.isQuiet()).isTrue();
    assertThat(other.isQuiet()).isFalse();
    assertThat(whole.isQuiet()).isFalse();
  }
}
