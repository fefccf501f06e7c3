package ocelli.jobs.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import ocelli.jobs.core.FaceBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceCoverTest {
  private static final FaceBox FACE = new FaceBox(40, 40, 40, 40);
  private final FaceCover cover =
      new FaceCover(new PdfSettings(1, 100, 1_000_000, Duration.ofSeconds(60), 128));

  @Test
  void cover_face_leavesACellsMeanOfIt_andTheRestAsItWas() throws Exception {
    BufferedImage before = noise();
    byte[] png = cover.cover(encoded(before, "png"), 200, 100, List.of(FACE)).orElseThrow();
    BufferedImage after = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(colours(after, FACE)).hasSizeLessThanOrEqualTo(49);
    assertThat(after.getRGB(150, 50)).isEqualTo(before.getRGB(150, 50));
  }

  @Test
  void cover_otherSizeThanTheBoxesAreIn_givesNothing() throws Exception {
    assertThat(cover.cover(encoded(noise(), "png"), 100, 200, List.of(FACE)))
        .isEqualTo(Optional.empty());
  }

  @Test
  void cover_whatCannotBeRead_givesNothing() throws Exception {
    assertThat(cover.cover(new byte[10], 200, 100, List.of(FACE))).isEmpty();
  }

  @Test
  void cover_faceOverTheEdge_isCoveredAsFarAsThereIsImage() throws Exception {
    FaceBox edge = new FaceBox(180, 80, 60, 60);
    assertThat(cover.cover(encoded(noise(), "jpg"), 200, 100, List.of(edge))).isPresent();
  }

  @Test
  void cover_webp_isRead() throws Exception {
    BufferedImage before = decoded(sample("portrait-mirrored.webp"));
    FaceBox face = new FaceBox(120, 80, 180, 220);

    byte[] png =
        cover
            .cover(
                sample("portrait-mirrored.webp"),
                before.getWidth(),
                before.getHeight(),
                List.of(face))
            .orElseThrow();

    assertCoveredOnlyThere(before, decoded(png), face);
  }

  /** Cut to 512 × 400, so that a turn changes its sides too. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void cover_turnedByExif_isTurnedUprightFirst(int orientation) throws Exception {
    BufferedImage stored = decoded(sample("portrait.jpg")).getSubimage(0, 0, 512, 400);
    BufferedImage upright = Turned.upright(stored, orientation);
    FaceBox face = new FaceBox(150, 60, 120, 160);

    byte[] png =
        cover
            .cover(
                Turned.png(encoded(stored, "png"), orientation),
                upright.getWidth(),
                upright.getHeight(),
                List.of(face))
            .orElseThrow();

    assertCoveredOnlyThere(upright, decoded(png), face);
  }

  private static void assertCoveredOnlyThere(
      BufferedImage before, BufferedImage after, FaceBox face) {
    assertThat(colours(after, face)).hasSizeLessThanOrEqualTo(49);
    assertThat(colours(before, face)).hasSizeGreaterThan(500);
    Rectangle widely =
        new Rectangle(face.x(), face.y(), face.width(), face.height()); // hair and chin: a quarter
    widely.grow(face.width() / 4 + 1, face.height() / 4 + 1);
    for (int y = 0; y < before.getHeight(); y++) {
      for (int x = 0; x < before.getWidth(); x++) {
        if (!widely.contains(x, y) && after.getRGB(x, y) != before.getRGB(x, y)) {
          throw new AssertionError("another pixel at " + x + ", " + y);
        }
      }
    }
  }

  private static Set<Integer> colours(BufferedImage image, FaceBox face) {
    Set<Integer> colours = new HashSet<>();
    for (int y = face.y(); y < face.y() + face.height(); y++) {
      for (int x = face.x(); x < face.x() + face.width(); x++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }

  private static byte[] sample(String name) throws IOException {
    try (InputStream in = FaceCoverTest.class.getResourceAsStream("/samples/" + name)) {
      return in.readAllBytes();
    }
  }

  private static BufferedImage decoded(byte[] image) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(image));
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
