package ocelli.ingestion.core;

import java.util.function.Function;

/** What a header says: an image that we take, or why not. */
public sealed interface Sniffed {
  /** Gives the answer of the one case that it is. */
  <T> T match(Function<Accepted, T> accepted, Function<Rejected, T> rejected);

  /**
   * An image within the limits. Its body may still be broken: that shows when it is decoded.
   *
   * @param mimeType found in the bytes
   * @param width in pixels, 1 or more, before any EXIF rotation
   * @param height in pixels, 1 or more, before any EXIF rotation
   */
  record Accepted(String mimeType, int width, int height) implements Sniffed {
    @Override
    public <T> T match(Function<Accepted, T> accepted, Function<Rejected, T> rejected) {
      return accepted.apply(this);
    }
  }

  /**
   * Not an image that we take.
   *
   * @param reason what is wrong
   * @param detail for a person
   * @param limit the limit that was passed; 0 where none was
   */
  record Rejected(Reason reason, String detail, long limit) implements Sniffed {
    @Override
    public <T> T match(Function<Accepted, T> accepted, Function<Rejected, T> rejected) {
      return rejected.apply(this);
    }
  }

  /** Why an image is rejected. */
  enum Reason {
    /** No bytes at all. */
    EMPTY,
    /** More bytes than we take. */
    TOO_LARGE,
    /** The first bytes are of none of the formats that we take. */
    NOT_AN_IMAGE,
    /** One of our formats whose header makes no sense, or ends before it gives the size. */
    BROKEN_HEADER,
    /** The header claims too many pixels or too long a side. */
    TOO_MANY_PIXELS,
    /** A JPEG with too many scans. */
    TOO_MANY_SCANS
  }
}
