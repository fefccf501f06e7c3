package ocelli.push.core;

import java.util.Optional;
import ocelli.envelope.v1m0.Envelope;
import ocelli.ocr.v1m0.Text;
import ocelli.protocol.Cursor;
import ocelli.protocol.EnvelopeReader;
import ocelli.protocol.Payloads;
import ocelli.push.journal.v1m0.DeliveryOrder;

/** Records of delivery-1 as the writer gets them. */
public final class Records {
  private Records() {}

  public static Batch.Incoming pushed(String client, long offset) {
    return record(
        client,
        offset,
        Optional.of(
            new Batch.Destination(
                "https://" + client + ".example/hook", 1, DeliveryOrder.PER_TRANSACTION)));
  }

  public static Batch.Incoming silent(String client, long offset) {
    return record(client, offset, Optional.empty());
  }

  private static Batch.Incoming record(
      String client, long offset, Optional<Batch.Destination> destination) {
    Text text = Text.newBuilder().setText("n" + offset).build();
    Envelope envelope =
        Envelope.newBuilder()
            .setClientId(client)
            .setCorrelationId("t")
            .setMessageId(String.format("%032x", offset))
            .setCreatedAtMicros(1_000_000 + offset)
            .setPayload(Payloads.pack(text))
            .build();
    return new Batch.Incoming(
        Cursor.of(0, offset), new EnvelopeReader.WellFormed(envelope, text), destination);
  }
}
