package ocelli.trials.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrueTypeFontTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DejaVuSans",
        "DejaVuSerif",
        "DejaVuSansMono",
        "LiberationSans-Regular",
        "LiberationSerif-Regular",
        "Caladea-Regular",
        "Carlito-Regular"
      })
  void outline_ofEveryPrintableCharacter_standsOnItsLine(String name) {
    TrueTypeFont font = TrueTypeFont.read(name);
    for (char character = '!'; character <= '~'; character++) {
      Rectangle2D bounds = font.outline(character, 100).getBounds2D();
      assertThat(bounds.isEmpty()).as("%s", character).isFalse();
      assertThat(bounds.getMinY()).as("%s", character).isBetween(-100.0, 30.0);
      assertThat(bounds.getMaxY()).as("%s", character).isBetween(-75.0, 40.0);
      assertThat(font.advance(character, 100)).as("%s", character).isBetween(15.0, 115.0);
    }
    assertThat(font.outline(' ', 100).getBounds2D().isEmpty()).isTrue();
  }

  @Test
  void advance_ofFixedWidthLetters_isTheSame() {
    TrueTypeFont font = TrueTypeFont.read("DejaVuSansMono");
    assertThat(font.advance('i', 10)).isEqualTo(font.advance('W', 10));
  }

  @Test
  void outline_ofAComposedCharacter_hasItsAccentAbove() {
    TrueTypeFont font = TrueTypeFont.read("DejaVuSans");
    Rectangle2D plain = font.outline('e', 100).getBounds2D();
    Rectangle2D accented = font.outline('é', 100).getBounds2D();
    assertThat(accented.getMinY()).isLessThan(plain.getMinY() - 10);
    assertThat(accented.getMaxY()).isCloseTo(plain.getMaxY(), within(0.1));
  }
}
