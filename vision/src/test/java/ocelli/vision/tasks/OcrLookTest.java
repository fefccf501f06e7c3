package ocelli.vision.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import ocelli.ocr.v1m0.Text;
import ocelli.ocr.v1m0.Word;
import ocelli.vision.engine.VisionTasks;
import ocelli.vision.v1m0.Box;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

class OcrLookTest {
  private static final String LETTER =
      "The quick brown fox jumps\nover 13 lazy dogs on Monday\nInvoice 2048: total 96.50\n";
  private static final int LETTER_WIDTH = 700;
  private static final int LETTER_HEIGHT = 300;

  @Test
  void look_letter_readsLinesAndWordsAtTheirPlaces() {
    Text text = read(Images.file("letter.png"));
    assertThat(text.getText()).isEqualTo(LETTER);
    assertThat(text.getLinesList()).hasSize(3);
    assertThat(text.getLines(1).getWordsList()).extracting(Word::getText).contains("13", "lazy");
    assertThat(text.getConfidence()).isGreaterThan(88);
    assertThat(text.getEngine().getName()).isEqualTo("tesseract 5.5.2");
    assertThat(text.getDeskewDegrees()).isZero();
    assertThat(text.getCount()).isEqualTo(1);
    Box the = word(text, "The").getBox(); // drawn from x 60 on the base line at y 90
    assertThat(the.getX()).isCloseTo(60, within(4f));
    assertThat(the.getY() + the.getHeight()).isCloseTo(90, within(4f));
  }

  @Test
  void look_tiltedLetter_placesWordsOnTheTiltedPage() {
    Text text = read(Images.file("letter-tilted.png"));
    assertThat(text.getText()).isEqualTo(LETTER);
    assertThat(text.getDeskewDegrees()).isCloseTo(4, within(0.5f));
    double radians = Math.toRadians(4);
    double right = 60 - LETTER_WIDTH / 2.0; // where the pen was, from the middle of the page
    double down = 90 - LETTER_HEIGHT / 2.0;
    Box the = word(text, "The").getBox();
    assertThat((double) the.getX())
        .isCloseTo(
            LETTER_WIDTH / 2.0 + right * Math.cos(radians) - down * Math.sin(radians), within(6.0));
    assertThat((double) the.getY() + the.getHeight())
        .isCloseTo(
            LETTER_HEIGHT / 2.0 + right * Math.sin(radians) + down * Math.cos(radians),
            within(8.0));
  }

  @Test
  void look_noisySign_fallsBackToPaddle() {
    Text text = read(Images.file("sign-noisy.png"));
    assertThat(text.getText()).isEqualTo("PLATFORM 7\nDeparture 09:45\n");
    assertThat(text.getEngine().getName()).startsWith("pp-ocr v3");
    Box departure = word(text, "Departure").getBox(); // drawn from 30, 100, 9 letters of 13
    assertThat(departure.getX()).isCloseTo(30, within(8f));
    assertThat(departure.getWidth()).isCloseTo(119, within(20f));
    assertThat(departure.getY() + departure.getHeight()).isCloseTo(105, within(10f));
  }

  @Test
  void look_pageOnItsHead_readsItAndPlacesWordsWhereTheyAre() {
    Mat turned = Images.turned(Images.pixels(Images.file("letter.png")), ROTATE_180);
    Text text = read(Images.encoded(".png", turned));
    assertThat(text.getText()).contains("quick brown fox").contains("Invoice 2048");
    Box quick = word(text, "Invoice").getBox(); // from 60, 200 to the right, seen from the end
    assertThat(quick.getX() + quick.getWidth()).isCloseTo(LETTER_WIDTH - 60, within(12f));
    assertThat(quick.getY()).isCloseTo(LETTER_HEIGHT - 200, within(12f));
  }

  @Test
  void look_pageOnItsSide_readsItAndPlacesWordsWhereTheyAre() {
    Mat turned = Images.turned(Images.pixels(Images.file("letter.png")), ROTATE_90_CLOCKWISE);
    Text text = read(Images.encoded(".png", turned));
    assertThat(text.getText()).contains("quick brown fox").contains("Invoice 2048");
    Box invoice = word(text, "Invoice").getBox(); // what was 60 from the left is 60 from the top
    assertThat(invoice.getY()).isCloseTo(60, within(12f));
    assertThat(invoice.getX()).isCloseTo(LETTER_HEIGHT - 200, within(12f));
  }

  @Test
  void look_veryLargePage_placesWordsAtItsOwnSize() {
    Mat large = new Mat();
    Mat letter = Images.pixels(Images.file("letter.png"));
    resize(letter, large, new Size(8 * LETTER_WIDTH, 8 * LETTER_HEIGHT), 0, 0, INTER_LINEAR);
    Text text = read(Images.encoded(".png", large));
    assertThat(text.getText()).isEqualTo(LETTER);
    assertThat(word(text, "The").getBox().getX()).isCloseTo(480, within(32f));
  }

  @Test
  void look_nothingWritten_isEmptyText() {
    Text text = read(Images.encoded(".png", new Mat(200, 300, 16, new Scalar(200, 180, 160, 0))));
    assertThat(text.getText()).isEmpty();
    assertThat(text.getLinesList()).isEmpty();
    assertThat(text.getConfidence()).isZero();
  }

  private static Word word(Text text, String what) {
    return text.getLinesList().stream()
        .flatMap(line -> line.getWordsList().stream())
        .filter(word -> word.getText().equals(what))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + what + " in " + text.getText()));
  }

  private static Text read(byte[] image) {
    return Looks.result(Text.class, VisionTasks.OCR, image);
  }
}
