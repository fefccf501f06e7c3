package ocelli.vision.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import ocelli.quality.v1m0.Quality;
import ocelli.vision.engine.VisionTasks;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

class QualityLookTest {
  private static final int COLOUR = 16;

  @Test
  void look_halfBlackHalfWhite_measuresLight() {
    Mat picture = new Mat(100, 200, COLOUR, new Scalar(255, 255, 255, 0));
    new Mat(100, 100, COLOUR, new Scalar(0, 0, 0, 0))
        .copyTo(picture.apply(new Rect(0, 0, 100, 100)));
    Quality quality = quality(Images.encoded(".png", picture));
    assertThat(quality.getWidth()).isEqualTo(200);
    assertThat(quality.getHeight()).isEqualTo(100);
    assertThat(quality.getBrightness()).isCloseTo(127.5, within(0.01));
    assertThat(quality.getContrast()).isCloseTo(127.5, within(0.01));
    assertThat(quality.getClipped()).isEqualTo(1);
  }

  @Test
  void look_values8And247_areNotClipped() {
    Mat picture = new Mat(10, 20, COLOUR, new Scalar(247, 247, 247, 0));
    new Mat(10, 10, COLOUR, new Scalar(8, 8, 8, 0)).copyTo(picture.apply(new Rect(0, 0, 10, 10)));
    assertThat(quality(Images.encoded(".png", picture)).getClipped()).isZero();
  }

  @Test
  void look_blurred_isLessSharpAndLooksAlike() {
    Mat photograph = Images.pixels(Images.file("astronaut.jpg"));
    Mat blurred = new Mat();
    GaussianBlur(photograph, blurred, new Size(15, 15), 4);
    Quality sharp = quality(Images.encoded(".png", photograph));
    Quality soft = quality(Images.encoded(".png", blurred));
    assertThat(sharp.getSharpness()).isGreaterThan(200);
    assertThat(soft.getSharpness()).isLessThan(20);
    assertThat(differingBits(sharp, soft)).isLessThanOrEqualTo(4);
  }

  @Test
  void look_perceptualHash_tellsPicturesApartAndSizesAlike() {
    Mat photograph = Images.pixels(Images.file("astronaut.jpg"));
    Mat smaller = new Mat();
    resize(photograph, smaller, new Size(200, 200), 0, 0, INTER_AREA);
    Quality whole = quality(Images.encoded(".png", photograph));
    assertThat(whole.getPerceptualHash()).matches("[0-9a-f]{16}");
    assertThat(differingBits(whole, quality(Images.encoded(".png", smaller))))
        .isLessThanOrEqualTo(4);
    assertThat(differingBits(whole, quality(Images.file("letter.png")))).isGreaterThan(16);
  }

  @Test
  void look_exifSaysTurned_sizeIsThatOfTheUprightPicture() {
    Mat wide = new Mat(100, 300, COLOUR, new Scalar(90, 90, 90, 0));
    Mat onItsSide = Images.turned(wide, ROTATE_90_COUNTERCLOCKWISE);
    Quality quality = quality(Images.withOrientation(Images.encoded(".jpg", onItsSide), 6));
    assertThat(quality.getWidth()).isEqualTo(300);
    assertThat(quality.getHeight()).isEqualTo(100);
  }

  private static Quality quality(byte[] image) {
    return Looks.result(Quality.class, VisionTasks.QUALITY, image);
  }

  private static int differingBits(Quality one, Quality other) {
    return Long.bitCount(
        Long.parseUnsignedLong(one.getPerceptualHash(), 16)
            ^ Long.parseUnsignedLong(other.getPerceptualHash(), 16));
  }
}
