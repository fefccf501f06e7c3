package ocelli.ingestion.core;

/**
 * What an image may be, at most. Decoders allocate by what the header claims, so the claim is
 * bounded before any of them sees it.
 *
 * @param maxBytes of the file
 * @param maxPixels width × height as the header says
 * @param maxSide the longer side, in pixels
 * @param maxScans of a JPEG: each scan of a progressive one costs a pass over the whole image
 */
public record ImageLimits(int maxBytes, long maxPixels, int maxSide, int maxScans) {
  public ImageLimits {
    atLeastOne("max-bytes", maxBytes);
    atLeastOne("max-pixels", maxPixels);
    atLeastOne("max-side", maxSide);
    atLeastOne("max-scans", maxScans);
  }

  private static void atLeastOne(String key, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("image." + key + ": at least 1, not " + value);
    }
  }
}
