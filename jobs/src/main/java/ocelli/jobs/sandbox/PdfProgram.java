package ocelli.jobs.sandbox;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * The process that draws: a PDF on standard input, pages on standard output. First the number of
 * pages, or one of the codes below; then each page's length and PNG.
 */
final class PdfProgram {
  static final int UNREADABLE = -1;
  static final int ENCRYPTED = -2;
  static final int EMPTY = -3;

  /** More pages than allowed: the number follows. */
  static final int TOO_MANY = -4;

  private static final double POINTS_PER_INCH = 72; // PDF's unit

  private final int maxPages;
  private final int dotsPerInch;
  private final int maxPixels;

  private PdfProgram(int maxPages, int dotsPerInch, int maxPixels) {
    this.maxPages = maxPages;
    this.dotsPerInch = dotsPerInch;
    this.maxPixels = maxPixels;
  }

  /** Arguments: most pages, dots per inch, most pixels of a page. */
  public static void main(String[] arguments) throws IOException {
    ImageIO.setUseCache(false);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)))) {
      new PdfProgram(
              Integer.parseInt(arguments[0]),
              Integer.parseInt(arguments[1]),
              Integer.parseInt(arguments[2]))
          .draw(System.in.readAllBytes(), out);
    }
  }

  private void draw(byte[] pdf, DataOutputStream out) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      int pages = document.getNumberOfPages();
      if (pages == 0) {
        out.writeInt(EMPTY);
      } else if (pages > maxPages) {
        out.writeInt(TOO_MANY);
        out.writeInt(pages);
      } else {
        out.writeInt(pages);
        drawAll(document, pages, out);
      }
    } catch (InvalidPasswordException e) {
      out.writeInt(ENCRYPTED);
    } catch (IOException | RuntimeException e) { // a broken file makes the library throw anything
      out.writeInt(UNREADABLE);
    }
  }

  private void drawAll(PDDocument document, int pages, DataOutputStream out) throws IOException {
    PDFRenderer renderer = new PDFRenderer(document);
    renderer.setSubsamplingAllowed(true); // a huge picture in a page is read coarsely
    for (int page = 0; page < pages; page++) {
      PDRectangle box = document.getPage(page).getCropBox();
      BufferedImage image = renderer.renderImage(page, scale(box), ImageType.RGB);
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
      out.writeInt(png.size());
      png.writeTo(out);
    }
  }

  private float scale(PDRectangle box) {
    double wanted = dotsPerInch / POINTS_PER_INCH;
    double pixels = (double) box.getWidth() * box.getHeight() * wanted * wanted;
    return (float) (pixels <= maxPixels ? wanted : wanted * Math.sqrt(maxPixels / pixels));
  }
}
