package ocelli.vision.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AffineTest {
  private static final Affine WAY =
      Affine.shift(3, -7).then(new Affine(0.6, 0.8, 0, -0.8, 0.6, 0)).then(Affine.scale(2.5));

  @Test
  void inverse_bringsEveryPlaceBack() {
    Place place = new Place(12.5, -4);
    Place back = WAY.inverse().apply(WAY.apply(place));
    assertThat(back.distance(place)).isCloseTo(0, within(1e-9));
    assertThat(WAY.magnification()).isCloseTo(2.5, within(1e-9));
  }

  @Test
  void then_isTheFirstThenTheNext() {
    Place place = new Place(1, 2);
    Affine next = new Affine(1, 2, 3, 4, 5, 6);
    assertThat(WAY.then(next).apply(place).distance(next.apply(WAY.apply(place))))
        .isCloseTo(0, within(1e-9));
  }

  @Test
  void similarity_ofPlacesCarriedByOne_isThatOne() {
    List<Place> from = List.of(new Place(0, 0), new Place(10, 1), new Place(4, 8));
    Affine found = Affine.similarity(from, from.stream().map(WAY::apply).toList());
    Place elsewhere = new Place(-30, 50);
    assertThat(found.apply(elsewhere).distance(WAY.apply(elsewhere))).isCloseTo(0, within(1e-9));
  }

  @Test
  void similarity_allInOnePlace_onlyShifts() {
    List<Place> here = List.of(new Place(5, 5), new Place(5, 5));
    List<Place> there = List.of(new Place(7, 8), new Place(7, 8));
    assertThat(Affine.similarity(here, there)).isEqualTo(new Affine(1, -0.0, 2, 0, 1, 3));
  }
}
