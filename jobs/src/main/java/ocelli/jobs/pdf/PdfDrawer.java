package ocelli.jobs.pdf;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ocelli.jobs.core.Cause;
import org.apache.commons.logging.LogFactory;
import org.apache.fontbox.FontBoxFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Draws a PDF's pages, each call in a process of its own that is ended when its time is over. */
public final class PdfDrawer {
  // A PNG of the most pixels with three bytes each is never larger; what says so is not ours.
  private static final int LONGEST_PAGE = 64 * 1024 * 1024;

  private final PdfSettings settings;

  /** With those bounds. */
  public PdfDrawer(PdfSettings settings) {
    this.settings = settings;
  }

  /**
   * Draws. Blocking, for at most the time of the settings.
   *
   * @throws IOException where no process can be started: that says nothing about the file
   */
  public Drawn draw(byte[] pdf) throws IOException {
    Process process = start();
    AtomicBoolean late = new AtomicBoolean();
    Thread feeder = daemon("pdf-feeder", () -> feed(process, pdf));
    Thread watch = daemon("pdf-watch", () -> endInTime(process, late));
    try (DataInputStream pages =
        new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      return read(pages);
    } catch (IOException e) { // the process ended before its last page
      return new Drawn.Refused(late.get() ? tooSlow() : tooHeavy());
    } finally {
      process.destroyForcibly();
      watch.interrupt();
      feeder.interrupt();
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + settings.memoryMegabytes() + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            "-cp",
            classPath(),
            DrawingProgram.class.getName(),
            Integer.toString(settings.maxPages()),
            Integer.toString(settings.dotsPerInch()),
            Integer.toString(settings.maxPixels()));
    builder.environment().clear();
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** What drawing needs and nothing else. */
  private static String classPath() {
    return Stream.of(
            DrawingProgram.class,
            PDDocument.class,
            RandomAccessRead.class,
            FontBoxFont.class,
            LogFactory.class)
        .map(PdfDrawer::location)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class comes from a file", e);
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
      images.add(pages.readNBytes(length));
    }
    return new Drawn.Pages(images);
  }

  private Cause refusal(int code, DataInputStream pages) throws IOException {
    return switch (code) {
      case DrawingProgram.ENCRYPTED ->
          new Cause(422, "pdf-encrypted", "The PDF asks for a password: send it without one");
      case DrawingProgram.EMPTY -> new Cause(422, "pdf-empty", "The PDF has no pages");
      case DrawingProgram.TOO_MANY ->
          new Cause(
              422,
              "pdf-too-many-pages",
              "The PDF has " + pages.readInt() + " pages; a job takes " + settings.maxPages());
      default -> unreadable();
    };
  }

  private static Cause unreadable() {
    return new Cause(422, "pdf-unreadable", "The PDF is damaged: no page of it can be drawn");
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

  private static void feed(Process process, byte[] pdf) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(pdf);
    } catch (IOException e) {
      process.destroyForcibly(); // it takes nothing: the reader finds out
    }
  }

  private void endInTime(Process process, AtomicBoolean late) {
    try {
      if (!process.waitFor(settings.time().toMillis(), TimeUnit.MILLISECONDS)) {
        late.set(true);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
