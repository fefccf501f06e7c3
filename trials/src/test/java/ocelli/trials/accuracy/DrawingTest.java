package ocelli.trials.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawingTest {

  @Test
  void draw_sameSeed_isTheSamePage() {
    Page one = page(5);
    assertThat(page(5).image()).isEqualTo(one.image());
    assertThat(page(5).text()).isEqualTo(one.text());
    assertThat(page(6).text()).isNotEqualTo(one.text());
  }

  @Test
  void draw_sameSeed_isTheSameCode() {
    CodeSheet one = CodeSheet.draw(BarcodeFormat.EAN_13, new SplittableRandom(1));
    CodeSheet again = CodeSheet.draw(BarcodeFormat.EAN_13, new SplittableRandom(1));
    assertThat(again.text()).isEqualTo(one.text()).hasSize(13);
    assertThat(again.image()).isEqualTo(one.image());
  }

  @Test
  void of_photograph_keepsItsFacesInTheCopy() {
    for (Photograph photograph : Photograph.withFaces()) {
      Photograph copy = PhotographCopy.of(photograph, new SplittableRandom(3));
      assertThat(copy.faces()).hasSameSizeAs(photograph.faces());
      assertThat(copy.faces())
          .allSatisfy(face -> assertThat(face.getWidth()).isBetween(20.0, 360.0));
    }
  }

  private static Page page(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PageStyle style = PageStyle.worn(TrueTypeFont.read("Caladea-Regular"), 10, 2, random);
    return Page.draw(style, random);
  }
}
