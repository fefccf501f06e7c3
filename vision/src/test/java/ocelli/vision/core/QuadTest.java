package ocelli.vision.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuadTest {
  private static final Quad LINE =
      new Quad(new Place(0, 10), new Place(200, 0), new Place(201, 20), new Place(1, 30));

  @Test
  void ordered_cornersInAnyOrder_isTheSameQuad() {
    List<Place> corners = new ArrayList<>(LINE.corners());
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(corners, new Random(i));
      assertThat(Quad.ordered(corners)).isEqualTo(LINE);
    }
  }

  @Test
  void part_ofALevelLine_goesToTheRight() {
    Region half = LINE.part(0.5, 1);
    assertThat(half.x()).isBetween(99.0, 102.0);
    assertThat(half.right()).isEqualTo(201);
  }

  @Test
  void part_ofAnUpendedLine_goesDown() {
    Quad upended = Quad.ordered(new Region(10, 0, 20, 200).corners());
    assertThat(upended.upended()).isTrue();
    assertThat(upended.part(0, 0.25)).isEqualTo(new Region(10, 0, 20, 50));
  }
}
