package ocelli.trials.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CharacterErrorsTest {

  @Test
  void of_wrongMissingAndSuperfluousCharacters_countsEach() {
    assertThat(CharacterErrors.of("kitten", "sitting")).isEqualTo(new CharacterErrors(3, 6));
    assertThat(CharacterErrors.of("abc", "").rate()).isEqualTo(1);
  }

  @Test
  void of_otherBlanks_areNoErrors() {
    assertThat(CharacterErrors.of("one\ntwo", " one  two\n").errors()).isZero();
  }

  @Test
  void plus_sumsBoth() {
    CharacterErrors sum = new CharacterErrors(1, 100).plus(new CharacterErrors(3, 300));
    assertThat(sum.rate()).isEqualTo(0.01);
  }
}
