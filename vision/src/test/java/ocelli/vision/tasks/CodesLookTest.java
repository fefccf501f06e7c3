package ocelli.vision.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.util.Random;
import ocelli.codes.v1m0.Code;
import ocelli.codes.v1m0.Codes;
import ocelli.vision.engine.VisionTasks;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodesLookTest {
  private static final int GREY = 0;
  private static final int WHITE = 255;

  @ParameterizedTest
  @CsvSource({
    "QR_CODE, https://example.org/ocelli?id=42",
    "DATA_MATRIX, part 4711-A",
    "AZTEC, seat 12C coach 7",
    "PDF_417, boarding pass of one passenger",
    "EAN_13, 4006381333931",
    "EAN_8, 96385074",
    "UPC_A, 036000291452",
    "CODE_128, PARCEL-0042-XY",
    "CODE_93, CODE93 TEST",
    "CODE_39, LOCKER 39",
    "ITF, 14001234567890",
    "CODABAR, A40156B"
  })
  void look_oneCode_readsItsTextAndSymbology(BarcodeFormat symbology, String text)
      throws WriterException {
    Codes codes = codes(sheet(600, 400, symbology, text, 60, 60, 420, 240));
    String said = symbology == BarcodeFormat.CODABAR ? "40156" : text;
    assertThat(codes.getCodesList())
        .extracting(Code::getSymbology, Code::getText)
        .containsExactly(tuple(symbology.name(), said));
    Code code = codes.getCodes(0);
    assertThat(code.getCornersList()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(code.getCornersList())
        .allSatisfy(corner -> assertThat(corner.getX()).isBetween(59f, 540f))
        .allSatisfy(corner -> assertThat(corner.getY()).isBetween(59f, 301f));
  }

  @Test
  void look_severalCodes_readsAllByPlace() throws WriterException {
    Mat sheet = sheet(900, 900, BarcodeFormat.QR_CODE, "first", 50, 50, 300, 300);
    draw(sheet, BarcodeFormat.QR_CODE, "second", 500, 60, 300, 300);
    draw(sheet, BarcodeFormat.EAN_13, "4006381333931", 80, 600, 400, 200);
    assertThat(codes(sheet).getCodesList())
        .extracting(Code::getText)
        .containsExactlyInAnyOrder("first", "second", "4006381333931");
  }

  @Test
  void look_codeOnItsSide_isRead() throws WriterException {
    Mat sheet = sheet(600, 400, BarcodeFormat.CODE_128, "SIDEWAYS 90", 60, 60, 420, 240);
    assertThat(codes(Images.turned(sheet, ROTATE_90_CLOCKWISE)).getCodesList())
        .extracting(Code::getText)
        .containsExactly("SIDEWAYS 90");
  }

  @Test
  void look_noise_readsNothing() {
    Random random = new Random(7);
    byte[] pixels = new byte[400 * 400];
    for (int number = 0; number < 10; number++) {
      random.nextBytes(pixels);
      Mat noise = new Mat(400, 400, GREY);
      noise.data().put(pixels, 0, pixels.length);
      assertThat(codes(noise).getCodesList()).as("noise %d", number).isEmpty();
    }
  }

  @Test
  void look_veryLargePicture_placesTheCodeAtItsOwnSize() throws WriterException {
    Mat sheet = sheet(5200, 1000, BarcodeFormat.QR_CODE, "far right", 4000, 200, 600, 600);
    Code code = codes(sheet).getCodes(0);
    assertThat(code.getText()).isEqualTo("far right");
    assertThat(code.getCornersList().stream().mapToDouble(c -> c.getX()).min().orElse(0))
        .isCloseTo(4100, within(100.0));
  }

  private static Codes codes(Mat sheet) {
    return Looks.result(Codes.class, VisionTasks.CODES, Images.encoded(".png", sheet));
  }

  private static Mat sheet(
      int width, int height, BarcodeFormat symbology, String text, int x, int y, int w, int h)
      throws WriterException {
    Mat sheet = new Mat(height, width, GREY, new Scalar(WHITE));
    draw(sheet, symbology, text, x, y, w, h);
    return sheet;
  }

  private static void draw(
      Mat sheet, BarcodeFormat symbology, String text, int x, int y, int w, int h)
      throws WriterException {
    BitMatrix bars = new MultiFormatWriter().encode(text, symbology, w, h);
    Mat code = new Mat(bars.getHeight(), bars.getWidth(), GREY, new Scalar(WHITE));
    for (int row = 0; row < bars.getHeight(); row++) {
      for (int column = 0; column < bars.getWidth(); column++) {
        if (bars.get(column, row)) {
          code.ptr(row, column).put((byte) 0);
        }
      }
    }
    code.copyTo(sheet.apply(new Rect(x, y, code.cols(), code.rows())));
  }
}
