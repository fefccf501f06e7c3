package ocelli.push.core;

import java.util.List;
import java.util.Optional;
import ocelli.protocol.Cursor;
import ocelli.protocol.EnvelopeReader;
import ocelli.push.journal.v1m0.DeliveryOrder;

/**
 * What was read from a delivery-1 partition at once: the readable records in the order of their
 * offsets.
 *
 * @param nextOffset the position after the batch, whether its last records were readable or not
 * @param records those that verified
 */
public record Batch(long nextOffset, List<Incoming> records) {
  public Batch {
    records = List.copyOf(records);
  }

  /**
   * A readable record.
   *
   * @param cursor its place
   * @param message what it holds
   * @param destination where its token's claim sends it; empty where nothing is to be pushed
   */
  public record Incoming(
      Cursor cursor, EnvelopeReader.WellFormed message, Optional<Destination> destination) {
    /** Who owns it. */
    public String client() {
      return message.envelope().getClientId();
    }
  }

  /** What a push-1 claim says. */
  public record Destination(String url, int generation, DeliveryOrder order) {}
}
