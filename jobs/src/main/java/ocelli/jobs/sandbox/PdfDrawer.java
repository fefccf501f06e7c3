package ocelli.jobs.sandbox;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import ocelli.jobs.core.Cause;
import org.apache.commons.logging.LogFactory;
import org.apache.fontbox.FontBoxFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Draws a PDF's pages. */
public final class PdfDrawer {
  // A PNG of the most pixels with three bytes each is never larger; what says so is not ours.
  private static final int LONGEST_PAGE = 64 * 1024 * 1024;

  private final PdfSettings settings;
  private final Sandbox sandbox;

  /** With those bounds. */
  public PdfDrawer(PdfSettings settings) {
    this.settings = settings;
    this.sandbox =
        new Sandbox(
            PdfProgram.class,
            List.of(PDDocument.class, RandomAccessRead.class, FontBoxFont.class, LogFactory.class),
            settings.time(),
            settings.memoryMegabytes());
  }

  /**
   * Draws. Blocking, for at most the time of the settings.
   *
   * @throws IOException where no process can be started: that says nothing about the file
   */
  public Drawn draw(byte[] pdf) throws IOException {
    try {
      return sandbox.run(
          pdf,
          Sandbox.texts(List.of(settings.maxPages(), settings.dotsPerInch(), settings.maxPixels())),
          this::read);
    } catch (Sandbox.Ended e) {
      return new Drawn.Refused(e.late() ? tooSlow() : tooHeavy());
    }
  }

  private Drawn read(DataInputStream pages) throws IOException {
    int count = pages.readInt();
    if (count < 0) {
      return new Drawn.Refused(refusal(count, pages));
    }
    List<byte[]> images = new ArrayList<>();
    for (int page = 0; page < count; page++) {
      int length = pages.readInt();
      if (length < 0 || length > LONGEST_PAGE) {
        return new Drawn.Refused(unreadable());
      }
      byte[] image = new byte[length];
      pages.readFully(image);
      images.add(image);
    }
    return new Drawn.Pages(images);
  }

  private Cause refusal(int code, DataInputStream pages) throws IOException {
    return switch (code) {
      case PdfProgram.ENCRYPTED ->
          new Cause(422, "pdf-encrypted", "The PDF asks for a password: send it without one");
      case PdfProgram.EMPTY -> new Cause(422, "pdf-empty", "The PDF has no pages");
      case PdfProgram.TOO_MANY ->
          new Cause(
              422,
              "pdf-too-many-pages",
              "The PDF has " + pages.readInt() + " pages; a job takes " + settings.maxPages());
      default -> unreadable();
    };
  }

  private static Cause unreadable() {
    return new Cause(422, "pdf-unreadable", "The PDF is damaged: its pages cannot be drawn");
  }

  private Cause tooSlow() {
    return new Cause(
        422,
        "pdf-too-slow",
        "The PDF's pages could not be drawn within " + settings.time().toSeconds() + " s");
  }

  private Cause tooHeavy() {
    return new Cause(
        422,
        "pdf-too-heavy",
        "The PDF's pages could not be drawn within " + settings.memoryMegabytes() + " MiB");
  }
}
