package ocelli.ingestion.core;

import java.util.Optional;

/** A file format: told by its first bytes, measured by its header. */
sealed interface ImageFormat permits PngFormat, JpegFormat, WebpFormat, GifFormat {
  String mimeType();

  /** Whether the bytes begin as this format's files do. */
  boolean begins(Octets bytes);

  /** What the header claims; empty where it is broken or ends too early. */
  Optional<Claim> read(Octets bytes);

  /**
   * What a header claims.
   *
   * @param width in pixels
   * @param height in pixels
   * @param scans how often a decoder passes over the whole image, as far as the bytes go
   */
  record Claim(long width, long height, int scans) {}
}
