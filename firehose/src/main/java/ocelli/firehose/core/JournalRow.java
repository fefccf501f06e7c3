package ocelli.firehose.core;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.OptionalLong;
import ocelli.protocol.ClientId;

/**
 * A message as the journal keeps it.
 *
 * @param client its owner
 * @param cursor its place among the client's messages
 * @param previous the client's cursor before it; empty on the client's first
 * @param appendedAt the broker's time of the record
 * @param type as clients see it: {@code ocr.v1m0.Text}
 * @param transaction as the client named it
 * @param body exactly the bytes that are delivered
 */
public record JournalRow(
    ClientId client,
    long cursor,
    OptionalLong previous,
    Instant appendedAt,
    String type,
    String transaction,
    ByteString body) {}
