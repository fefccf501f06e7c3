package ocelli.jobs.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import ocelli.jobs.core.FaceBox;
import ocelli.jobs.core.FileType;
import org.junit.jupiter.api.Test;

class FaceCoverTest {
  private static final FaceBox FACE = new FaceBox(40, 40, 40, 40);
  private final FaceCover cover =
      new FaceCover(new PdfSettings(1, 100, 1_000_000, Duration.ofSeconds(60), 128));

  @Test
  void cover_face_leavesACellsMeanOfIt_andTheRestAsItWas() throws Exception {
    BufferedImage before = noise();
    byte[] png =
        cover.cover(FileType.PNG, encoded(before, "png"), 200, 100, List.of(FACE)).orElseThrow();
    BufferedImage after = ImageIO.read(new ByteArrayInputStream(png));
    Set<Integer> colours = new HashSet<>();
    for (int y = 40; y < 80; y++) {
      for (int x = 40; x < 80; x++) {
        colours.add(after.getRGB(x, y));
      }
    }
    assertThat(colours).hasSizeLessThanOrEqualTo(49);
    assertThat(after.getRGB(150, 50)).isEqualTo(before.getRGB(150, 50));
  }

  @Test
  void cover_otherSizeThanTheBoxesAreIn_givesNothing() throws Exception {
    assertThat(cover.cover(FileType.PNG, encoded(noise(), "png"), 100, 200, List.of(FACE)))
        .isEqualTo(Optional.empty());
  }

  @Test
  void cover_whatTheJdkCannotRead_givesNothing() throws Exception {
    assertThat(cover.cover(FileType.WEBP, new byte[10], 200, 100, List.of(FACE))).isEmpty();
    assertThat(cover.cover(FileType.PNG, new byte[10], 200, 100, List.of(FACE))).isEmpty();
  }

  @Test
  void cover_faceOverTheEdge_isCoveredAsFarAsThereIsImage() throws Exception {
    FaceBox edge = new FaceBox(180, 80, 60, 60);
    assertThat(cover.cover(FileType.JPEG, encoded(noise(), "jpg"), 200, 100, List.of(edge)))
        .isPresent();
  }

  private static BufferedImage noise() {
    BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 200; x++) {
        image.setRGB(x, y, random.nextInt(0x1000000));
      }
    }
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }
}
