package ocelli.ingestion.http;

import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import java.util.Optional;
import ocelli.ingestion.core.ByteBudget;
import ocelli.ingestion.core.ImageHeader;
import ocelli.ingestion.core.ImageLimits;

/**
 * A body as far as it was read. Once it is refused its bytes are let go, and what still comes is
 * only counted: a client that is not heard to the end often does not hear the answer either.
 */
final class Collected {
  /** The envelope and the announcement around an image: two tokens of 4,096 and some ids. */
  private static final int AROUND_BYTES = 16 * 1024;

  private final ImageLimits limits;
  private final ByteBudget.Reservation share;
  private final long overrunBytes;
  private ByteStringBuilder content = new ByteStringBuilder();
  private Optional<Outcome<byte[]>> refusal = Optional.empty();
  private long bytes;

  Collected(ImageLimits limits, ByteBudget.Reservation share, long overrunBytes) {
    this.limits = limits;
    this.share = share;
    this.overrunBytes = overrunBytes;
  }

  /** Takes more; false where it is pointless to read on. */
  boolean add(ByteString chunk) {
    bytes += chunk.size();
    if (refusal.isEmpty()) {
      keep(chunk);
    }
    return bytes <= limits.maxBytes() + overrunBytes;
  }

  /** The whole body, or why it is refused. */
  Outcome<byte[]> outcome() {
    return refusal.orElseGet(() -> Outcome.taken(content.result().toArrayUnsafe()));
  }

  private void keep(ByteString chunk) {
    if (bytes > limits.maxBytes()) {
      refuse(Refusals.of(ImageHeader.tooLarge(limits)));
    } else if (!share.reach(bytes + AROUND_BYTES)) {
      refuse(Refusals.full(share.capacity()));
    } else {
      content.append(chunk);
    }
  }

  private void refuse(Outcome<byte[]> why) {
    refusal = Optional.of(why);
    content = new ByteStringBuilder();
    share.close();
  }
}
