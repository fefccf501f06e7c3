package ocelli.trials.load;

import ocelli.protocol.ClientId;
import ocelli.protocol.ImageId;
import ocelli.protocol.TransactionId;

/**
 * An image to be sent until it is acknowledged.
 *
 * @param key its Idempotency-Key
 * @param of how many images its transaction has
 * @param due when it was to be sent, in microseconds since 1970
 */
record Shipment(
    Participant sender, String transaction, String key, Picture picture, int of, long due) {

  /** The id that it has by its key, whether or not the answer with it ever comes. */
  String image() {
    ClientId client = new ClientId(sender.name());
    return ImageId.derived(client, new TransactionId(transaction), key).value();
  }
}
