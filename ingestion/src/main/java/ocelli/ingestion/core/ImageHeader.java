package ocelli.ingestion.core;

import java.util.List;
import java.util.Optional;
import ocelli.ingestion.core.Sniffed.Accepted;
import ocelli.ingestion.core.Sniffed.Reason;
import ocelli.ingestion.core.Sniffed.Rejected;

/**
 * Tells what an image is by its bytes, before anything decodes it. The type that the client named
 * does not count.
 */
public final class ImageHeader {
  private static final List<ImageFormat> FORMATS =
      List.of(new JpegFormat(), new PngFormat(), new WebpFormat(), new GifFormat());

  private ImageHeader() {}

  /** Looks at an image's header, and at no more than the markers of its body. */
  public static Sniffed sniff(byte[] image, ImageLimits limits) {
    if (image.length == 0) {
      return rejected(Reason.EMPTY, "The body is empty", 0);
    }
    if (image.length > limits.maxBytes()) {
      return tooLarge(limits);
    }
    Octets bytes = new Octets(image);
    return FORMATS.stream()
        .filter(format -> format.begins(bytes))
        .findFirst()
        .map(format -> measured(format, bytes, limits))
        .orElseGet(
            () ->
                rejected(Reason.NOT_AN_IMAGE, "The bytes are no JPEG, PNG, WebP or GIF image", 0));
  }

  /** The answer for a body that passed the limit while it was read. */
  public static Rejected tooLarge(ImageLimits limits) {
    return rejected(
        Reason.TOO_LARGE,
        "An image has at most " + limits.maxBytes() + " bytes",
        limits.maxBytes());
  }

  private static Sniffed measured(ImageFormat format, Octets bytes, ImageLimits limits) {
    Optional<ImageFormat.Claim> claim =
        format.read(bytes).filter(size -> size.width() > 0 && size.height() > 0);
    return claim.isEmpty()
        ? rejected(Reason.BROKEN_HEADER, "The header of the " + format.mimeType() + " is broken", 0)
        : within(claim.get(), format, limits);
  }

  private static Sniffed within(ImageFormat.Claim claim, ImageFormat format, ImageLimits limits) {
    String size = claim.width() + " x " + claim.height();
    if (Math.max(claim.width(), claim.height()) > limits.maxSide()) {
      return rejected(
          Reason.TOO_MANY_PIXELS,
          size + ": a side has at most " + limits.maxSide() + " pixels",
          limits.maxSide());
    }
    if (claim.width() * claim.height() > limits.maxPixels()) {
      return rejected(
          Reason.TOO_MANY_PIXELS,
          size + ": an image has at most " + limits.maxPixels() + " pixels",
          limits.maxPixels());
    }
    if (claim.scans() > limits.maxScans()) {
      return rejected(
          Reason.TOO_MANY_SCANS,
          claim.scans() + " scans: a JPEG has at most " + limits.maxScans(),
          limits.maxScans());
    }
    return new Accepted(format.mimeType(), (int) claim.width(), (int) claim.height());
  }

  private static Rejected rejected(Reason reason, String detail, long limit) {
    return new Rejected(reason, detail, limit);
  }
}
