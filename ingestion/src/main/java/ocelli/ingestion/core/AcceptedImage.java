package ocelli.ingestion.core;

import java.util.HexFormat;
import ocelli.ingestion.core.Sniffed.Accepted;
import ocelli.protocol.ImageId;
import ocelli.protocol.TransactionId;

/**
 * An image that is about to be published.
 *
 * @param admitted whose it is, and what may be done with it
 * @param transaction that it belongs to
 * @param of how many images the client said the transaction has; 0 where it did not say
 * @param image its id
 * @param header what its header says
 * @param content as uploaded; owned by this record, never changed
 * @param sha256 of the content, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes that are never compared
public record AcceptedImage(
    Admitted admitted,
    TransactionId transaction,
    int of,
    ImageId image,
    Accepted header,
    byte[] content,
    byte[] sha256) {
  /** The digest as clients see it. */
  public String sha256Hex() {
    return HexFormat.of().formatHex(sha256);
  }

  @Override
  public String toString() {
    return "image " + image + " of " + transaction + ", " + content.length + " bytes";
  }
}
