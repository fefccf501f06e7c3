package ocelli.vision.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineOrderTest {

  @Test
  void of_piecesOfARow_areOneLineFromTheLeft() {
    List<ReadLine> pieces = List.of(piece("4.20", 400, 12, 50), piece("Coffee", 0, 10, 90));
    assertThat(texts(pieces)).containsExactly("Coffee 4.20");
  }

  @Test
  void of_twoColumnsOfProse_areReadOneAfterTheOther() {
    List<ReadLine> pieces = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String side : List.of("left", "right")) {
      for (int line = 0; line < 6; line++) {
        pieces.add(piece(side + line, side.equals("left") ? 0 : 400, 30 * line, 300));
        expected.add(side + line);
      }
    }
    Collections.shuffle(pieces, new Random(1));
    assertThat(texts(pieces)).containsExactlyElementsOf(expected);
  }

  @Test
  void of_receiptWithPrices_keepsItsRows() {
    List<ReadLine> pieces = new ArrayList<>();
    for (int line = 0; line < 8; line++) {
      pieces.add(piece("item" + line, 0, 30 * line, 200));
      pieces.add(piece("1." + line, 400, 30 * line + 2, 40));
    }
    assertThat(texts(pieces)).hasSize(8).startsWith("item0 1.0", "item1 1.1");
  }

  @Test
  void of_nothing_isNothing() {
    assertThat(LineOrder.of(List.of())).isEmpty();
  }

  private static List<String> texts(List<ReadLine> pieces) {
    return LineOrder.of(pieces).stream().map(ReadLine::text).toList();
  }

  private static ReadLine piece(String text, double x, double y, double width) {
    return new ReadLine(List.of(new ReadWord(text, new Region(x, y, width, 20), 90)));
  }
}
