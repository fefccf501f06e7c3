package ocelli.jobs.sandbox;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The bounds of a PDF.
 *
 * @param maxPages that it may have
 * @param dotsPerInch at which a page is drawn
 * @param maxPixels of a page; a larger one is drawn smaller
 * @param time for all pages
 * @param memoryMegabytes of the drawing process's heap
 */
public record PdfSettings(
    int maxPages, int dotsPerInch, int maxPixels, Duration time, int memoryMegabytes) {

  /** Reads the settings. */
  public static PdfSettings from(Config config) {
    return new PdfSettings(
        config.getInt("max-pages"),
        config.getInt("dots-per-inch"),
        config.getInt("max-pixels"),
        config.getDuration("time"),
        config.getInt("memory-megabytes"));
  }
}
