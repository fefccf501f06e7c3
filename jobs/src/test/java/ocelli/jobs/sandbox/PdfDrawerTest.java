package ocelli.jobs.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;

/** Real processes, real PDFs. */
class PdfDrawerTest {
  private static final PdfSettings SETTINGS =
      new PdfSettings(5, 100, 1_000_000, Duration.ofSeconds(60), 256);
  private final PdfDrawer drawer = new PdfDrawer(SETTINGS);

  @Test
  void draw_twoPages_givesTwoImagesWithWhatIsOnThem() throws Exception {
    Drawn.Pages pages = (Drawn.Pages) drawer.draw(pdf(2, PDRectangle.A4));
    assertThat(pages.images()).hasSize(2);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(pages.images().get(0)));
    assertThat(image.getWidth()).isBetween(825, 828); // 595 points at 100 dots per inch
    assertThat(darkPixels(image)).isPositive();
  }

  @Test
  void draw_hugePage_staysWithinItsPixels() throws Exception {
    Drawn.Pages pages = (Drawn.Pages) drawer.draw(pdf(1, new PDRectangle(14_400, 14_400)));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(pages.images().get(0)));
    assertThat((long) image.getWidth() * image.getHeight()).isBetween(900_000L, 1_000_000L);
  }

  @Test
  void draw_morePagesThanAllowed_namesTheLimit() throws Exception {
    assertThat(code(pdf(6, PDRectangle.A6))).isEqualTo("pdf-too-many-pages");
  }

  @Test
  void draw_noPages_isEmpty() throws Exception {
    assertThat(code(pdf(0, PDRectangle.A6))).isEqualTo("pdf-empty");
  }

  @Test
  void draw_password_isAskedFor() throws Exception {
    try (PDDocument document = document(1, PDRectangle.A6)) {
      document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      assertThat(code(bytes(document))).isEqualTo("pdf-encrypted");
    }
  }

  @Test
  void draw_damaged_isUnreadable() throws Exception {
    byte[] rubbish = ("%PDF-1.7\n" + "rubbish ".repeat(100)).getBytes(StandardCharsets.US_ASCII);
    assertThat(code(rubbish)).isEqualTo("pdf-unreadable");
  }

  @Test
  void draw_moreMemoryThanAllowed_endsTheProcessOnly() throws Exception {
    PdfSettings tight = new PdfSettings(5, 10_000, 60_000_000, Duration.ofSeconds(60), 64);
    Drawn drawn = new PdfDrawer(tight).draw(pdf(1, PDRectangle.A4));
    assertThat(((Drawn.Refused) drawn).cause().code()).isEqualTo("pdf-too-heavy");
  }

  @Test
  void draw_longerThanAllowed_isEnded() throws Exception {
    PdfSettings hasty = new PdfSettings(5, 100, 1_000_000, Duration.ofMillis(1), 256);
    Drawn drawn = new PdfDrawer(hasty).draw(pdf(1, PDRectangle.A4));
    assertThat(((Drawn.Refused) drawn).cause().code()).isEqualTo("pdf-too-slow");
  }

  private String code(byte[] pdf) throws IOException {
    return ((Drawn.Refused) drawer.draw(pdf)).cause().code();
  }

  private static int darkPixels(BufferedImage image) {
    int dark = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        dark += (image.getRGB(x, y) & 0xff) < 64 ? 1 : 0;
      }
    }
    return dark;
  }

  private static byte[] pdf(int pages, PDRectangle size) throws IOException {
    try (PDDocument document = document(pages, size)) {
      return bytes(document);
    }
  }

  private static PDDocument document(int pages, PDRectangle size) throws IOException {
    PDDocument document = new PDDocument();
    for (int i = 0; i < pages; i++) {
      PDPage page = new PDPage(size);
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 24);
        content.newLineAtOffset(50, 50);
        content.showText("Page " + i);
        content.endText();
      }
    }
    return document;
  }

  private static byte[] bytes(PDDocument document) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.save(bytes);
    return bytes.toByteArray();
  }
}
